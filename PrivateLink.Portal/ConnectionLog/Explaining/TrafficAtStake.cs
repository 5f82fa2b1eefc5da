using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Connections;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>Tells, before a change is saved that cuts traffic, how much there is of it: counted by hour for the last day, and what is open now.</summary>
public sealed class TrafficAtStake(IDbContextFactory<PortalDbContext> contexts, OpenConnections open, TimeProvider time)
{
    private const int Hours = 24;

    /// <param name="caller">Who asks.</param>
    /// <param name="hosts">The hosts that the change is about, by the key of their resource.</param>
    /// <param name="links">The links that go, with all their connections to these hosts; null when every connection to them goes.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>One for each host, in the order of their names.</returns>
    [Requires(Permission.ViewConnections)]
    public async Task<IReadOnlyList<HostAtStake>> OfAsync(
        Caller caller, IReadOnlyDictionary<Guid, string> hosts, IReadOnlyCollection<LinkId>? links, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        var counts = await CountsAsync(caller, [.. hosts.Keys.Select(id => (Guid?)id)], cancellationToken);
        var running = open.Relayed
            .Where(decision => caller.Sees(decision.TenantId) && decision.ResourceId is { } resource && hosts.ContainsKey(resource)
                && (links is null || (decision.LinkId is { } link && links.Contains(link))))
            .ToLookup(decision => decision.ResourceId!.Value);
        var keys = links?.Select(link => (link.Cloud, link.ToString())).ToHashSet();
        return
        [
            .. from host in hosts
               orderby host.Value
               let rows = counts?.Where(count => count.ResourceId == host.Key).ToList()
               select new HostAtStake(host.Value, rows?.Sum(row => row.Connections), rows?.Where(row => Goes(row, keys)).Sum(row => row.Connections), running[host.Key].Count())
               {
                   IsAtLeast = keys is not null && rows?.Exists(row => row.LinkId == HourlyRollUp.OtherLinks) == true,
               },
        ];
    }

    private static bool Goes(Count row, HashSet<(CloudProvider, string)>? keys) =>
        keys is null || (row is { Cloud: { } cloud, LinkId: { } link } && keys.Contains((cloud, link)));

    /// <summary>What was let in, by host and link; null when the database does not answer now: that is not none.</summary>
    private async Task<List<Count>?> CountsAsync(Caller caller, Guid?[] resources, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var from = now.Date.AddHours(now.Hour - Hours);
        try
        {
            await using var context = await contexts.OpenAsync(caller, cancellationToken);
            IQueryable<HourlyRollUp> rollUps = context.HourlyRollUps.AsNoTracking();
            if (caller.TenantId is { } tenant) rollUps = rollUps.Where(rollUp => rollUp.TenantId == tenant);
            return await rollUps
                .Where(rollUp => rollUp.Hour >= from && resources.Contains(rollUp.ResourceId) && (rollUp.Verdict == Verdict.Allowed || rollUp.Verdict == Verdict.Audited))
                .GroupBy(rollUp => new { rollUp.ResourceId, rollUp.Cloud, rollUp.LinkId })
                .Select(group => new Count(group.Key.ResourceId, group.Key.Cloud, group.Key.LinkId, group.Sum(rollUp => rollUp.Connections)))
                .ToListAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return null;
        }
    }

    private sealed record Count(Guid? ResourceId, CloudProvider? Cloud, string? LinkId, long Connections);
}
