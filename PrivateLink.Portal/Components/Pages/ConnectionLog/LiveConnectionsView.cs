using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Grouping;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// What one person sees of the live log: the newest rows while following; while paused, the rows of that moment and all older
/// ones, and the count of what came since. Nothing is lost by pausing. While a pointer is over the rows they are held, so that none
/// moves away under it; the next ones wait.
/// </summary>
public sealed class LiveConnectionsView(LiveConnections log, Caller caller)
{
    public const int FollowedRows = 100;
    public const int PausedRows = 5_000;

    /// <summary>More groups than anybody reads; the others are counted.</summary>
    public const int ShownGroups = 100;

    /// <summary>How many connections are counted for a sentence.</summary>
    private const int TalliedRows = 1_000;

    private LiveQuestion _question = LiveQuestion.Everything;
    private LivePosition _readTo;
    private LivePosition _countedTo;
    private LivePosition _pausedAt;
    private long _talliedTo;
    private bool _isPointed;

    public ConnectionFilter Filter { get; private set; } = ConnectionFilter.Everything;

    public IReadOnlyList<ConnectionView> Rows { get; private set; } = [];

    /// <summary>How the connections are grouped; <see cref="GroupBy.None"/> shows them one by one.</summary>
    public GroupBy By { get; private set; }

    public GroupOrder Order { get; private set; }

    /// <summary>The groups, while they are looked at.</summary>
    public LiveGroups Groups { get; private set; } = LiveGroups.Nothing;

    /// <summary>The traffic as a whole, whatever the filter.</summary>
    public LiveCounters Counters { get; private set; } = log.Counters(caller);

    /// <summary>The connections of the last minutes that the filter takes.</summary>
    public LiveTotals Totals { get; private set; } = LiveTotals.Of(log.Counters(caller), ConnectionFilter.Everything);

    public bool IsFollowing { get; private set; } = true;

    /// <summary>Whether rows wait because of a pointer. An empty list has nothing to hold.</summary>
    public bool IsHeld => IsFollowing && _isPointed && Rows.Count > 0;

    /// <summary>How many matching connections came since the pause, or since the rows are held.</summary>
    public int Backlog { get; private set; }

    public bool IsFiltered => !Filter.IsEverything;

    /// <summary>Takes what is new: work for what came since the last time, not for what the log holds.</summary>
    public void Refresh()
    {
        Counters = log.Counters(caller);
        if (IsHeld) Rows = log.Renew(caller, Rows);
        if (IsFollowing && !IsHeld) Read();
        else CountBacklog();
        Totals = _question.Tally is { } tally ? log.Totals(tally) : LiveTotals.Of(Counters, Filter);
    }

    /// <summary>A pointer is over the rows.</summary>
    public void Hold() => _isPointed = true;

    /// <summary>It has left them: what waited comes.</summary>
    public void Release()
    {
        var wasHeld = IsHeld;
        _isPointed = false;
        if (wasHeld) Read();
    }

    /// <summary>Keeps the rows as they are, and adds the older ones behind them.</summary>
    public void Pause()
    {
        if (!IsFollowing) return;
        IsFollowing = false;
        _pausedAt = _readTo with { Sequence = NewestShown() };
        Freeze();
    }

    public void Follow()
    {
        IsFollowing = true;
        Forget();
        Refresh(); // of an empty list: the newest are shown also under a pointer
    }

    public void Show(ConnectionFilter filter)
    {
        if (!filter.Equals(Filter)) _question = LiveQuestion.Of(filter);
        Filter = filter;
        Forget();
        if (!IsFollowing) Freeze();
        Refresh();
        ReadGroups();
    }

    /// <summary>Shows groups, or the connections one by one.</summary>
    public void Group(GroupBy by, GroupOrder order)
    {
        (By, Order) = (by, order);
        ReadGroups();
    }

    /// <summary>Shows the same again, when more may be shown of it than before.</summary>
    public void Show()
    {
        if (IsHeld) Rows = log.Renew(caller, Rows);
        else Show(Filter);
    }

    /// <summary>What has come since it was asked the last time, counted; nothing while the list is paused.</summary>
    public SpokenTally Tally()
    {
        var (tally, head) = log.TallySince(caller, _question.Matches, _talliedTo, TalliedRows);
        _talliedTo = head;
        return IsFollowing ? tally : SpokenTally.Nothing;
    }

    public ConnectionView? Find(long id) => log.Find(caller, id);

    /// <summary>The row above (-1) or below (1) another; the first row when that one is not shown.</summary>
    public long? Neighbour(long? id, int step)
    {
        var index = -1;
        for (var row = 0; row < Rows.Count && index < 0; row++)
            if (Rows[row].Id == id) index = row;
        if (index < 0) return Rows.Count == 0 ? null : Rows[0].Id;
        return Rows[Math.Clamp(index + step, 0, Rows.Count - 1)].Id;
    }

    private void Read()
    {
        var news = log.Since(caller, _question, _readTo, FollowedRows);
        _readTo = _countedTo = news.Head;
        Backlog = 0;
        var before = log.Renew(caller, Rows);
        if (_question.DependsOnEnding && !(news.IsWhole && Array.TrueForAll(before, row => _question.Matches(row)))) Rows = log.Newest(caller, _question.Matches, FollowedRows);
        else if (news.Late.Count > 0) Rows = [.. news.Entries.Concat(before).Concat(news.Late).DistinctBy(row => row.Sequence).OrderByDescending(row => row.Sequence).Take(FollowedRows)];
        else Rows = news.Entries.Count == 0 ? before : [.. news.Entries.Concat(before).Take(FollowedRows)];
        ReadGroups();
    }

    private void ReadGroups() => Groups = By == GroupBy.None ? LiveGroups.Nothing : log.Groups(caller, Filter, By, Order, ShownGroups);

    private void CountBacklog()
    {
        var news = log.Since(caller, _question, _countedTo, take: 0);
        Backlog += news.Matching;
        _countedTo = news.Head;
    }

    private void Forget()
    {
        Rows = [];
        _readTo = default;
        Backlog = 0;
    }

    private long NewestShown() => Rows.Count > 0 ? Rows[0].Sequence : _readTo.Sequence;

    /// <summary>What came after the pause is counted from here on, whether it was read before or not.</summary>
    private void Freeze()
    {
        Rows = log.Newest(caller, entry => entry.Sequence <= _pausedAt.Sequence && _question.Matches(entry), PausedRows);
        _readTo = _countedTo = _pausedAt;
        Backlog = 0;
    }
}
