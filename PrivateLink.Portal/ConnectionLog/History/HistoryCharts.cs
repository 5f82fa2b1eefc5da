using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>Counts the stored connections that match a query.</summary>
public sealed class HistoryCharts(IDbContextFactory<PortalDbContext> contexts, LinkSights sights, RollUpCounters sums, TimeProvider time)
{
    private const int Top = 8;

    [Requires(Permission.ViewConnections)]
    public async Task<HistorySums> ReadAsync(Caller caller, HistoryQuery query, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        var sight = await sights.OfAsync(caller, cancellationToken);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var count = await HistoryCount.OfAsync(HistoryTables.Of(context, caller), HistorySpan.Of(query), sight, sums.BehindFrom, time, cancellationToken);

        var hosts = HistoryTally.Top(count.Tally.Resources, Top).ToList();
        Guid[] ids = [.. hosts.Select(sum => sum.Key)];
        var names = await context.Resources.VisibleTo(caller).Where(resource => ids.Contains(resource.Id))
            .Select(resource => new { resource.Id, resource.Host })
            .ToDictionaryAsync(resource => resource.Id, resource => resource.Host, cancellationToken);
        return new(
            count.From, count.To, count.Tally.Width, count.Tally.Bars,
            [.. HistoryTally.Top(count.Tally.Reasons, Top).Select(sum => new ReasonSum(sum.Key, sum.Value))],
            [.. hosts.Select(sum => new HostSum(sum.Key, names.GetValueOrDefault(sum.Key), sum.Value))],
            [.. HistoryTally.Top(count.Tally.Links, Top).Select(sum => new LinkSum(sum.Key, sum.Value))],
            count.Limits, count.NotCounted);
    }
}
