using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>Reads the hourly roll-ups for charts.</summary>
public sealed class HistoryCharts(IDbContextFactory<PortalDbContext> contexts, LinkSights sights)
{
    private const int Top = 8;

    [Requires(Permission.ViewConnections)]
    public async Task<HistorySums> ReadAsync(Caller caller, HistoryQuery query, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        var sight = await sights.OfAsync(caller, cancellationToken);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var (conditions, ignored) = await RollUpConditions.OfAsync(context, caller, query.Filter, sight, cancellationToken);
        var wanted = CountedRollUps.Of(query.Filter);
        var rollUps = conditions.Aggregate(InRange(context, caller, query), (rows, condition) => rows.Where(condition));
        var counted = wanted.Among(rollUps);

        var hours = await counted.GroupBy(rollUp => new { rollUp.Hour, rollUp.Verdict })
            .Select(group => new { group.Key.Hour, group.Key.Verdict, Failed = group.Sum(rollUp => rollUp.Failed), Others = group.Sum(rollUp => rollUp.Others) })
            .ToListAsync(cancellationToken);
        var reasons = await counted.GroupBy(rollUp => rollUp.Reason)
            .Select(group => new { Reason = group.Key, Connections = group.Sum(rollUp => rollUp.Failed + rollUp.Others) })
            .OrderByDescending(sum => sum.Connections).Take(Top).ToListAsync(cancellationToken);
        var hosts = await counted.Where(rollUp => rollUp.ResourceId != null).GroupBy(rollUp => rollUp.ResourceId)
            .Select(group => new { ResourceId = group.Key, Connections = group.Sum(rollUp => rollUp.Failed + rollUp.Others) })
            .OrderByDescending(sum => sum.Connections).Take(Top).ToListAsync(cancellationToken);
        var links = await wanted.Among(rollUps.Where(rollUp => rollUp.LinkId != null && rollUp.LinkId != HourlyRollUp.OtherLinks).Where(sight.AskableSums()))
            .GroupBy(rollUp => new { rollUp.Cloud, rollUp.LinkId })
            .Select(group => new { group.Key.Cloud, group.Key.LinkId, Connections = group.Sum(rollUp => rollUp.Failed + rollUp.Others) })
            .OrderByDescending(sum => sum.Connections).Take(Top).ToListAsync(cancellationToken);

        Guid[] ids = [.. hosts.Where(sum => sum.Connections > 0).Select(sum => sum.ResourceId!.Value)];
        var names = await context.Resources.VisibleTo(caller).Where(resource => ids.Contains(resource.Id))
            .Select(resource => new { resource.Id, resource.Host })
            .ToDictionaryAsync(resource => resource.Id, resource => resource.Host, cancellationToken);
        return new(
            [
                .. hours.SelectMany(sum => new HourSum[] { new(sum.Hour, Outcomes.Of(sum.Verdict, ending: null), sum.Others), new(sum.Hour, Outcome.Failed, sum.Failed) })
                    .Where(sum => sum.Connections != 0)
                    .GroupBy(sum => (sum.Hour, sum.Outcome)).Select(same => same.First() with { Connections = same.Sum(sum => sum.Connections) })
                    .OrderBy(sum => sum.Hour),
            ],
            [.. reasons.Where(sum => sum.Connections > 0).Select(sum => new ReasonSum(sum.Reason, sum.Connections))],
            [.. hosts.Where(sum => sum.Connections > 0).Select(sum => new HostSum(sum.ResourceId!.Value, names.GetValueOrDefault(sum.ResourceId.Value), sum.Connections))],
            [.. links.Where(sum => sum.Connections > 0).Select(sum => new LinkSum(sum.LinkId!, sum.Connections))],
            ignored);
    }

    /// <summary>Whole hours: the first and the last one of a range may reach beyond it.</summary>
    private static IQueryable<HourlyRollUp> InRange(PortalDbContext context, Caller caller, HistoryQuery query)
    {
        IQueryable<HourlyRollUp> rollUps = context.HourlyRollUps.AsNoTracking();
        if (caller.TenantId is { } tenant) rollUps = rollUps.Where(rollUp => rollUp.TenantId == tenant);
        if (query.From is { } from)
        {
            var first = new DateTime(from.UtcDateTime.Ticks - (from.UtcDateTime.Ticks % TimeSpan.TicksPerHour), DateTimeKind.Utc);
            rollUps = rollUps.Where(rollUp => rollUp.Hour >= first);
        }

        if (query.To is { } to)
        {
            var last = to.UtcDateTime;
            rollUps = rollUps.Where(rollUp => rollUp.Hour < last);
        }

        return rollUps;
    }
}
