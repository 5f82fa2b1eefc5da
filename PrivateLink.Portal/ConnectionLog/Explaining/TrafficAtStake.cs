using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Connections;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>Shows, before a change that cuts traffic, how much traffic there is: the last day's hourly counts, and the open connections.</summary>
public sealed class TrafficAtStake(IDbContextFactory<PortalDbContext> contexts, RollUpCounters sums, OpenConnections open, TimeProvider time)
{
    private const int Hours = 24;

    /// <param name="caller">The caller.</param>
    /// <param name="hosts">The hosts that the change affects, by the key of their resource.</param>
    /// <param name="links">The links that lose all connections to these hosts; null if every connection to them is cut.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <returns>One entry for each host, ordered by name.</returns>
    [Requires(Permission.ViewConnections)]
    public async Task<IReadOnlyList<HostAtStake>> OfAsync(
        Caller caller, IReadOnlyDictionary<Guid, string> hosts, IReadOnlyCollection<LinkId>? links, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        var now = time.GetUtcNow().UtcDateTime;
        var from = now.Date.AddHours(now.Hour - Hours);
        var counts = await CountsAsync(caller, [.. hosts.Keys.Select(id => (Guid?)id)], from, cancellationToken);
        DateTime? behind = sums.BehindFrom is { UtcDateTime: var hour } ? (hour > from ? hour : from) : null;
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
                   NotCountedSince = behind,
               },
        ];
    }

    /// <summary>All hosts of a tenant, which suspending it would close.</summary>
    [Requires(Permission.SuspendTenants)]
    public async Task<IReadOnlyList<HostAtStake>> OfTenantAsync(Caller caller, Guid tenantId, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.SuspendTenants);
        return await OfAsync(caller, await HostsAsync(caller, resource => resource.TenantId == tenantId, cancellationToken), links: null, cancellationToken);
    }

    /// <summary>All hosts behind an upstream, which new addresses would send elsewhere.</summary>
    [Requires(Permission.EditUpstreams)]
    public async Task<IReadOnlyList<HostAtStake>> OfUpstreamAsync(Caller caller, Guid upstreamId, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.EditUpstreams);
        return await OfAsync(caller, await HostsAsync(caller, resource => resource.UpstreamId == upstreamId, cancellationToken), links: null, cancellationToken);
    }

    /// <summary>
    /// The enforced hosts that list a link of a service. Links match by the name of their service, so a new name denies them. Connections are not
    /// counted by service, so the number may be lower.
    /// </summary>
    [Requires(Permission.EditServices)]
    public async Task<IReadOnlyList<HostAtStake>> OfServiceAsync(Caller caller, Guid serviceId, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.EditServices);
        var hosts = await HostsAsync(
            caller, resource => resource.Mode == ResourceMode.Enforce && resource.AllowedLinks.Any(link => link.Enabled && link.PrivateEndpoint.ServiceId == serviceId), cancellationToken);
        var links = await LinksAsync(caller, serviceId, cancellationToken);
        return [.. (await OfAsync(caller, hosts, links, cancellationToken)).Select(host => host with { IsAtMost = true })];
    }

    private async Task<IReadOnlyDictionary<Guid, string>> HostsAsync(Caller caller, Expression<Func<Resource, bool>> which, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.Resources.VisibleTo(caller).Where(resource => resource.Enabled && !resource.Tenant!.Suspended).Where(which)
            .ToDictionaryAsync(resource => resource.Id, resource => resource.Host, cancellationToken);
    }

    private async Task<IReadOnlyCollection<LinkId>> LinksAsync(Caller caller, Guid serviceId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var rows = await context.PrivateEndpoints.VisibleTo(caller)
            .Where(endpoint => endpoint.ServiceId == serviceId && endpoint.LinkId != null && endpoint.State != PrivateEndpointState.Retired)
            .Select(endpoint => new { endpoint.Cloud, endpoint.LinkId })
            .Distinct()
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => LinkId.TryParse(row.Cloud, row.LinkId!, out var link) ? link : (LinkId?)null).OfType<LinkId>()];
    }

    private static bool Goes(Count row, HashSet<(CloudProvider, string)>? keys) =>
        keys is null || (row is { Cloud: { } cloud, LinkId: { } link } && keys.Contains((cloud, link)));

    /// <summary>Allowed connections, by host and link; null if the database does not answer, which does not mean none.</summary>
    private async Task<List<Count>?> CountsAsync(Caller caller, Guid?[] resources, DateTime from, CancellationToken cancellationToken)
    {
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
