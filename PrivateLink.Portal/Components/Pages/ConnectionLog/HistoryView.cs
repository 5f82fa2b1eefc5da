using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Marks;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// The rows of one query of the history, and its figures. A new query replaces a search that still runs. The figures come after the rows, so slow or
/// missing figures do not delay them.
/// </summary>
public sealed class HistoryView(ConnectionHistory history, HistoryCharts charts, TimeMarks marks, Caller caller, Action changed) : IDisposable
{
    private const int PageSize = 100;

    private CancellationTokenSource? _search;

    /// <summary>The rows; null before the first answer.</summary>
    public HistoryResult? Page { get; private set; }

    public IReadOnlyList<TimeMark> MarksOfPage { get; private set; } = [];

    /// <summary>The figures; null if there are none yet, or none at all.</summary>
    public HistorySums? Sums { get; private set; }

    public IReadOnlyList<TimeMark> MarksOfChart { get; private set; } = [];

    /// <summary>The question that the figures answer.</summary>
    public string? CountedOf { get; private set; }

    /// <summary>Why there are no figures.</summary>
    public string? Uncounted { get; private set; }

    /// <summary>Why there are no rows.</summary>
    public string? Failure { get; private set; }

    public bool IsSearching { get; private set; }

    /// <summary>The period that was searched.</summary>
    public (DateTimeOffset? From, DateTimeOffset? To) Searched { get; private set; }

    /// <param name="query">The query.</param>
    /// <param name="question">Its filter and period as text: all its pages have the same figures.</param>
    public async Task ReadAsync(HistoryQuery query, string question)
    {
        if (_search is not null) await _search.CancelAsync();
        _search?.Dispose();
        _search = new();
        var cancellation = _search.Token;
        Searched = (query.From, query.To);
        Failure = null;
        IsSearching = true;
        changed();
        try
        {
            Page = await history.PageAsync(caller, query, PageSize, cancellation);
            MarksOfPage = await MarksOfAsync(Page, query, cancellation);
            changed();
            MarksOfChart = await marks.ReadAsync(caller, query.From, query.To, cancellation);
            await CountAsync(query, question, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // A new search has started, or the page is closed.
            return;
        }
        catch (Exception exception) when (HistoryFailure.Explain(exception) is { } words)
        {
            Failure = words;
        }

        IsSearching = false;
    }

    public void Dispose()
    {
        _search?.Cancel();
        _search?.Dispose();
    }

    /// <summary>Older pages keep the figures of the first page.</summary>
    private async Task CountAsync(HistoryQuery query, string question, CancellationToken cancellation)
    {
        if (query.Before is not null && Sums is not null && CountedOf == question) return;
        Uncounted = null;
        try
        {
            Sums = await charts.ReadAsync(caller, query with { Before = null }, cancellation);
            CountedOf = question;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && HistoryFailure.Explain(exception) is { } words)
        {
            (Sums, Uncounted) = (null, words);
        }
    }

    /// <summary>From the page's last row to its first, or to the ends of the period if no page follows.</summary>
    private async Task<IReadOnlyList<TimeMark>> MarksOfAsync(HistoryResult page, HistoryQuery query, CancellationToken cancellation)
    {
        if (page.Entries.Count == 0) return [];
        var oldest = page.Next is null ? query.From : page.Entries[^1].Time;
        var newest = query.Before is null ? query.To : page.Entries[0].Time;
        return await marks.ReadAsync(caller, oldest, newest, cancellation);
    }
}
