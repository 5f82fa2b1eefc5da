using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>
/// The traffic through private endpoints to hosts of their own tenants. One connection to one host proves that the endpoint works, but says nothing
/// about other hosts.
/// </summary>
internal static class EndpointTraffic
{
    /// <summary>
    /// Every endpoint with each of its own observations. Only this query decides which they are. Other traffic through a link belongs to another
    /// tenant, if the ID was only typed or was reassigned. Inside another query, keep it in a variable, so that EF Core can inline it.
    /// </summary>
    public static IQueryable<EndpointObservation> All(PortalDbContext context) =>
        from endpoint in context.PrivateEndpoints
        from observation in context.ResourceObservations
        where observation.TenantId == endpoint.TenantId
            && observation.LinkId == endpoint.LinkId
            && observation.Cloud == endpoint.Cloud
            && (observation.Service == "" || observation.Service == endpoint.Service!.NormalizedName)
        select new EndpointObservation { Endpoint = endpoint, Observation = observation };

    /// <summary>The same, but only since each endpoint was set up.</summary>
    public static IQueryable<EndpointObservation> SinceSetUp(PortalDbContext context) => All(context).Where(seen => seen.Observation.LastSeen >= seen.Endpoint.CreatedAt);

    /// <summary>What was seen of one endpoint since it was set up.</summary>
    public static IQueryable<ResourceObservation> Of(PortalDbContext context, PrivateEndpoint endpoint) =>
        SinceSetUp(context).Where(seen => seen.Endpoint.Id == endpoint.Id).Select(seen => seen.Observation);

    /// <summary>When each host was last reached through the endpoint. Hosts that were never reached are missing.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DateTime>> ReachedAsync(PortalDbContext context, PrivateEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.LinkId is null) return new Dictionary<Guid, DateTime>();
        var seen = await Of(context, endpoint)
            .Select(observation => new { observation.ResourceId, observation.LastSeen })
            .ToListAsync(cancellationToken);
        return seen.GroupBy(host => host.ResourceId).ToDictionary(host => host.Key, host => host.Max(each => each.LastSeen));
    }

    /// <summary>Whether one of the host's enabled links has reached this host.</summary>
    public static Task<bool> HasReachedAsync(PortalDbContext context, Guid resourceId, CancellationToken cancellationToken)
    {
        var traffic = SinceSetUp(context);
        return context.AllowedLinks.AnyAsync(
            link => link.ResourceId == resourceId && link.Enabled && link.PrivateEndpoint!.Enabled && link.PrivateEndpoint.State == PrivateEndpointState.Verified
                && traffic.Any(seen => seen.Endpoint.Id == link.PrivateEndpointId && seen.Observation.ResourceId == resourceId),
            cancellationToken);
    }
}
