using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>Counts the stored rows that match a filter, newest first, window by window. Stops at the end of the span or the budget.</summary>
internal sealed class RowCount(IQueryable<ConnectionRecord> rows, ConnectionFilter filter, LinkSight sight, TimeProvider time)
{
    /// <summary>The most rows that one count examines, which takes some tenths of a second.</summary>
    public const int Budget = 200_000;

    private const int FirstWindow = 20_000;
    private const int MostLinks = 5_000;

    /// <summary>The longest time that a person should wait for the numbers.</summary>
    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(1);

    private readonly Expression<Func<ConnectionRecord, bool>> _matching = filter.ToExpression(sight);

    /// <summary>The rows to examine; if an index finds the matches, only those.</summary>
    private IQueryable<ConnectionRecord> LookedAt => ConnectionHistory.IsCheap(filter) ? rows.Where(_matching) : rows;

    /// <returns>The ID at which counting stopped; null if everything was counted.</returns>
    public async Task<long?> AddAsync(HistoryTally tally, long lowest, long highest, CancellationToken cancellationToken)
    {
        var (upper, searched, window) = (highest, 0L, FirstWindow);
        var started = time.GetTimestamp();
        while (true)
        {
            var (top, size) = (upper, window);
            var part = LookedAt.Where(record => record.Id >= lowest && record.Id < top).OrderByDescending(record => record.Id).Take(size);
            await AddAsync(tally, part, cancellationToken);
            var last = await part.OrderByDescending(record => record.Id).Skip(size - 1).Select(record => (long?)record.Id).FirstOrDefaultAsync(cancellationToken);
            searched += size;
            var isOver = last is null || searched >= Budget || time.GetElapsedTime(started) >= TimeBudget;
            if (isOver) await AddLinksAsync(tally, last ?? lowest, highest, cancellationToken);
            if (isOver) return last;
            (upper, window) = (last!.Value, window * 2);
        }
    }

    private async Task AddAsync(HistoryTally tally, IQueryable<ConnectionRecord> part, CancellationToken cancellationToken)
    {
        var (origin, width) = (ConnectionIds.FloorOf(tally.First), ConnectionIds.FloorOf(tally.First + tally.Width) - ConnectionIds.FloorOf(tally.First));
        var sums = await part.Where(_matching)
            .GroupBy(record => new { Bar = (record.Id - origin) / width, record.Verdict, record.CloseReason, record.Reason, record.ResourceId })
            .Select(group => new { group.Key.Bar, group.Key.Verdict, group.Key.CloseReason, group.Key.Reason, group.Key.ResourceId, Connections = group.LongCount() })
            .ToListAsync(cancellationToken);
        foreach (var sum in sums)
        {
            tally.Add(tally.First + (sum.Bar * tally.Width), Outcomes.Of(sum.Verdict, sum.CloseReason), sum.Connections);
            HistoryTally.Add(tally.Reasons, sum.Reason, sum.Connections);
            if (sum.ResourceId is { } resource) HistoryTally.Add(tally.Resources, resource, sum.Connections);
        }
    }

    private async Task AddLinksAsync(HistoryTally tally, long lowest, long highest, CancellationToken cancellationToken)
    {
        var sums = await rows.Where(record => record.Id >= lowest && record.Id < highest).Where(_matching).Where(sight.Askable()).Where(record => record.LinkId != null)
            .GroupBy(record => record.LinkId).Select(group => new { LinkId = group.Key, Connections = group.LongCount() })
            .OrderByDescending(sum => sum.Connections).Take(MostLinks).ToListAsync(cancellationToken);
        foreach (var sum in sums) HistoryTally.Add(tally.Links, sum.LinkId!, sum.Connections);
    }
}
