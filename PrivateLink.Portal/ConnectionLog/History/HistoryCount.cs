using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>
/// One count of a span. It uses roll-ups for whole hours where they can answer. It counts rows for the ends of the span, and for short spans with
/// bars of less than an hour. It also counts rows for everything that roll-ups do not have.
/// </summary>
internal sealed class HistoryCount
{
    private const int MostKinds = 5_000;

    private readonly HistoryTables _tables;
    private readonly HistorySpan _span;
    private readonly LinkSight _sight;
    private readonly RollUpQuestion? _question;
    private readonly RowCount _rows;
    private readonly DateTimeOffset _summedUntil;

    private HistoryCount(HistoryTables tables, HistorySpan span, LinkSight sight, DateTimeOffset? behindFrom, TimeProvider time)
    {
        (_tables, _span, _sight, _summedUntil) = (tables, span, sight, behindFrom ?? DateTimeOffset.MaxValue);
        _question = RollUpQuestion.Of(span.Filter, sight);
        _rows = new(tables.Rows, span.Filter, sight, time);
    }

    public DateTimeOffset From { get; private set; }

    public DateTimeOffset To { get; private set; }

    public HistoryTally Tally { get; private set; } = null!;

    /// <summary>Why the true numbers may be higher.</summary>
    public HistoryLimits Limits { get; private set; }

    /// <summary>The parts of the span that were not fully counted because counting stopped.</summary>
    public List<(DateTimeOffset From, DateTimeOffset To)> NotCounted { get; } = [];

    /// <param name="tables">The data that the caller may see.</param>
    /// <param name="span">The query.</param>
    /// <param name="sight">Which links the caller may see.</param>
    /// <param name="behindFrom">The first hour whose roll-ups the database refuses; null while it accepts them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the count.</param>
    public static async Task<HistoryCount> OfAsync(
        HistoryTables tables, HistorySpan span, LinkSight sight, DateTimeOffset? behindFrom, TimeProvider time, CancellationToken cancellationToken)
    {
        var count = new HistoryCount(tables, span, sight, behindFrom, time);
        await count.SetEndsAsync(time.GetUtcNow(), cancellationToken);
        await count.AddAsync(cancellationToken);
        return count;
    }

    private async Task SetEndsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var to = _span.To ?? now;
        var from = _span.From ?? await EarliestAsync(cancellationToken) ?? to - BarWidth.Hour;
        (From, To) = (from, to > from ? to : from.AddSeconds(1));
    }

    private async Task<DateTimeOffset?> EarliestAsync(CancellationToken cancellationToken) =>
        await _tables.RollUps.MinAsync(rollUp => (DateTime?)rollUp.Hour, cancellationToken) is { } hour ? TimeOf(hour) : null;

    private async Task AddAsync(CancellationToken cancellationToken)
    {
        var width = BarWidth.Of(To - From, least: TimeSpan.Zero);
        if (_question is not null && width < BarWidth.Hour && await AreRowsTooManyOrTooFewAsync(cancellationToken)) width = BarWidth.Of(To - From, BarWidth.Hour);
        Tally = new(From, To, width);
        var (first, last) = (BarWidth.Ceiling(From, BarWidth.Hour), BarWidth.Floor(To, BarWidth.Hour));

        // Rows are stored sooner than sums. If the database refuses sums, an hour with rows must not look empty.
        if (_summedUntil < last) last = _summedUntil;
        if (_question is null || width < BarWidth.Hour || first > last)
        {
            await AddRowsAsync(_span.Lowest, _span.Highest, cancellationToken);
            return;
        }

        // The current hour need not be cut at its end. If it has many rows and its sums are written, the sums are enough.
        if (_span.To is null && _summedUntil == DateTimeOffset.MaxValue && await AreManyAsync(last, cancellationToken)) last = DateTimeOffset.MaxValue;
        if (last < To) await AddRowsAsync(Math.Max(_span.Lowest, ConnectionIds.FloorOf(last)), _span.Highest, cancellationToken);
        await AddRollUpsAsync(first, last, cancellationToken);
        if (From < first) await AddRowsAsync(_span.Lowest, ConnectionIds.FloorOf(first), cancellationToken);
    }

    /// <summary>Whether the sums of whole hours tell more than the rows.</summary>
    private async Task<bool> AreRowsTooManyOrTooFewAsync(CancellationToken cancellationToken) =>
        await AreManyAsync(From, cancellationToken) || await HasGapsAsync(From, To, cancellationToken) || await AreDeletedAsync(From, To, cancellationToken);

    private async Task AddRowsAsync(long lowest, long highest, CancellationToken cancellationToken)
    {
        var last = await _rows.AddAsync(Tally, lowest, highest, cancellationToken);
        var (from, to) = (lowest == long.MinValue ? From : ConnectionIds.TimeOf(lowest), highest == long.MaxValue ? To : ConnectionIds.TimeOf(highest));
        if (last is { } id)
        {
            Limits |= HistoryLimits.Rows;
            NotCounted.Add((from, ConnectionIds.TimeOf(id)));
        }

        if (await HasGapsAsync(from, to, cancellationToken)) Limits |= HistoryLimits.Gaps;
        if (last is null && await AreDeletedAsync(from, to, cancellationToken)) Limits |= HistoryLimits.Deleted;
    }

    private async Task AddRollUpsAsync(DateTimeOffset first, DateTimeOffset last, CancellationToken cancellationToken)
    {
        var whole = Between(first, last);
        var counted = _question!.Among(whole);
        var hours = await counted.GroupBy(rollUp => new { rollUp.Hour, rollUp.Verdict })
            .Select(group => new { group.Key.Hour, group.Key.Verdict, Failed = group.Sum(rollUp => rollUp.Failed), Others = group.Sum(rollUp => rollUp.Others) })
            .ToListAsync(cancellationToken);
        foreach (var sum in hours)
        {
            Tally.Add(TimeOf(sum.Hour), Outcomes.Of(sum.Verdict, ending: null), sum.Others);
            Tally.Add(TimeOf(sum.Hour), Outcome.Failed, sum.Failed);
        }

        var reasons = await counted.GroupBy(rollUp => rollUp.Reason)
            .Select(group => new { Reason = group.Key, Connections = group.Sum(rollUp => rollUp.Failed + rollUp.Others) }).ToListAsync(cancellationToken);
        foreach (var sum in reasons) HistoryTally.Add(Tally.Reasons, sum.Reason, sum.Connections);

        var hosts = await counted.Where(rollUp => rollUp.ResourceId != null).GroupBy(rollUp => rollUp.ResourceId)
            .Select(group => new { ResourceId = group.Key, Connections = group.Sum(rollUp => rollUp.Failed + rollUp.Others) })
            .OrderByDescending(sum => sum.Connections).Take(MostKinds).ToListAsync(cancellationToken);
        foreach (var sum in hosts) HistoryTally.Add(Tally.Resources, sum.ResourceId!.Value, sum.Connections);

        var links = await _question.Among(whole.Where(rollUp => rollUp.LinkId != null && rollUp.LinkId != HourlyRollUp.OtherLinks).Where(_sight.AskableSums()))
            .GroupBy(rollUp => rollUp.LinkId)
            .Select(group => new { LinkId = group.Key, Connections = group.Sum(rollUp => rollUp.Failed + rollUp.Others) })
            .OrderByDescending(sum => sum.Connections).Take(MostKinds).ToListAsync(cancellationToken);
        foreach (var sum in links) HistoryTally.Add(Tally.Links, sum.LinkId!, sum.Connections);

        if (await _question.MayMissAsync(whole, cancellationToken)) Limits |= HistoryLimits.Links;
    }

    /// <summary>Whether a count of the rows from a time on would examine too many rows to finish.</summary>
    private async Task<bool> AreManyAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var all = Between(BarWidth.Floor(from, BarWidth.Hour), To);
        var rows = ConnectionHistory.IsCheap(_span.Filter)
            ? await _question!.Among(all).SumAsync(rollUp => rollUp.Failed + rollUp.Others, cancellationToken)
            : await all.SumAsync(rollUp => rollUp.Connections, cancellationToken);
        return rows > RowCount.Budget;
    }

    private Task<bool> HasGapsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (first, last) = (from.UtcDateTime, to.UtcDateTime);
        return _tables.Gaps.AnyAsync(gap => gap.To >= first && gap.From <= last, cancellationToken);
    }

    /// <summary>Whether there were connections before the oldest row that is kept.</summary>
    private async Task<bool> AreDeletedAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var oldest = await _tables.Rows.OrderBy(record => record.Id).Select(record => (long?)record.Id).FirstOrDefaultAsync(cancellationToken);
        var kept = oldest is { } id ? BarWidth.Floor(ConnectionIds.TimeOf(id), BarWidth.Hour) : DateTimeOffset.MaxValue;
        return from < kept && await Between(BarWidth.Floor(from, BarWidth.Hour), kept < to ? kept : to).AnyAsync(rollUp => rollUp.Connections > 0, cancellationToken);
    }

    private IQueryable<HourlyRollUp> Between(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (from.UtcDateTime, to.UtcDateTime);
        return _tables.RollUps.Where(rollUp => rollUp.Hour >= first && rollUp.Hour < last);
    }

    private static DateTimeOffset TimeOf(DateTime hour) => new(DateTime.SpecifyKind(hour, DateTimeKind.Utc));
}
