using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>
/// Searches the stored connections, newest first, at a limited cost. It runs a filter without an index window by window. If too many rows do not
/// match, it stops, and the page says how far the search came.
/// </summary>
public sealed class ConnectionHistory(IDbContextFactory<PortalDbContext> contexts, LinkSights sights, TimeProvider time)
{
    /// <summary>The most rows that one page examines.</summary>
    public const int RowBudget = 1_000_000;

    public const int MaximumGaps = 20;

    private const int FirstWindow = 20_000;
    private const int LargestWindow = 200_000;

    /// <summary>The longest time that a person should wait for a page.</summary>
    private static readonly TimeSpan TimeBudget = TimeSpan.FromSeconds(3);

    /// <param name="caller">The caller.</param>
    /// <param name="query">The query.</param>
    /// <param name="take">The page size.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    [Requires(Permission.ViewConnections)]
    public async Task<HistoryResult> PageAsync(Caller caller, HistoryQuery query, int take, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        var sight = await sights.OfAsync(caller, cancellationToken);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var found = await SearchAsync(context, caller, query, sight, take, cancellationToken);
        ConnectionEntry[] entries = [.. found.Records.Select(record => StoredConnections.Entry(record))];
        await sights.LearnAsync(sight, entries, cancellationToken);
        var gaps = await GapsAsync(context, caller, query, found, cancellationToken);
        return new([.. entries.Select(sight.Show)], gaps, found.Next, found.Searched, found.IsCutShort ? ConnectionIds.TimeOf(found.Next!.Value) : null);
    }

    private async Task<Found> SearchAsync(PortalDbContext context, Caller caller, HistoryQuery query, LinkSight sight, int take, CancellationToken cancellationToken)
    {
        var visible = context.ConnectionRecords.AsNoTracking().VisibleTo(caller);
        var matching = query.Filter.ToExpression(sight);
        if (IsCheap(query.Filter))
        {
            var rows = await visible.Where(record => record.Id >= query.Lowest && record.Id < query.Highest).Where(matching)
                .OrderByDescending(record => record.Id).Take(take).ToListAsync(cancellationToken);
            return new(rows, rows.Count == take ? rows[^1].Id : null, rows.Count, IsCutShort: false);
        }

        var (records, upper, searched, window) = (new List<ConnectionRecord>(take), query.Highest, 0L, FirstWindow);
        var started = time.GetTimestamp();
        while (true)
        {
            var (top, size) = (upper, window);
            var part = visible.Where(record => record.Id >= query.Lowest && record.Id < top).OrderByDescending(record => record.Id).Take(size);
            records.AddRange(await part.Where(matching).OrderByDescending(record => record.Id).Take(take - records.Count).ToListAsync(cancellationToken));
            if (records.Count == take) return new(records, records[^1].Id, searched, IsCutShort: false);

            var lowest = await part.OrderByDescending(record => record.Id).Skip(size - 1).Select(record => (long?)record.Id).FirstOrDefaultAsync(cancellationToken);
            searched += size;
            if (lowest is not { } next) return new(records, null, searched, IsCutShort: false);
            if (searched >= RowBudget || time.GetElapsedTime(started) >= TimeBudget) return new(records, next, searched, IsCutShort: true);
            (upper, window) = (next, Math.Min(window * 2, LargestWindow));
        }
    }

    /// <summary>Whether keys and indexes can answer the filter: everything, one span of time, or some links.</summary>
    internal static bool IsCheap(ConnectionFilter filter) => filter.Conditions.Where(condition => !condition.IsOff).All(condition =>
        !condition.IsNegated && (condition.Field == FilterField.Time
            || (condition.Field == FilterField.Link && condition.Values.All(value => !value.Contains('*', StringComparison.Ordinal)))));

    private static async Task<IReadOnlyList<HistoryGap>> GapsAsync(
        PortalDbContext context, Caller caller, HistoryQuery query, Found found, CancellationToken cancellationToken)
    {
        var newest = query.Highest == long.MaxValue ? DateTime.MaxValue : ConnectionIds.TimeOf(query.Highest).UtcDateTime;
        var oldest = found.Next is { } next ? ConnectionIds.TimeOf(next).UtcDateTime : query.From?.UtcDateTime ?? DateTime.MinValue;
        var gaps = await context.RecordGaps.AsNoTracking().Where(gap => gap.To >= oldest && gap.From <= newest)
            .OrderByDescending(gap => gap.To).Take(MaximumGaps).ToListAsync(cancellationToken);
        return
        [
            .. gaps.Select(gap => new HistoryGap(
                new(gap.From, TimeSpan.Zero), new(gap.To, TimeSpan.Zero),
                caller.IsCompany ? gap.Sampled : null, caller.IsCompany ? gap.Lost : null)),
        ];
    }

    private sealed record Found(List<ConnectionRecord> Records, long? Next, long Searched, bool IsCutShort);
}
