using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>
/// What has come through private endpoints to the hosts of their own tenants. One connection to one host says that the endpoint works, and nothing
/// about any other host.
/// </summary>
internal static class EndpointTraffic
{
    /// <summary>
    /// Every endpoint with each observation that is its own: the one place that says which. What else goes through a link is another tenant's, when the
    /// ID was only typed, or given out again. To use it inside another query, keep it in a variable there: EF Core puts it in.
    /// </summary>
    public static IQueryable<EndpointObservation> All(PortalDbContext context) =>
        from endpoint in context.PrivateEndpoints
        from observation in context.ResourceObservations
        where observation.TenantId == endpoint.TenantId
            && observation.LinkId == endpoint.LinkId
            && observation.Cloud == endpoint.Cloud
            && (observation.Service == "" || observation.Service == endpoint.Service!.NormalizedName)
        select new EndpointObservation { Endpoint = endpoint, Observation = observation };

    /// <summary>The same since each endpoint was set up.</summary>
    public static IQueryable<EndpointObservation> SinceSetUp(PortalDbContext context) => All(context).Where(seen => seen.Observation.LastSeen >= seen.Endpoint.CreatedAt);

    /// <summary>What was seen of one endpoint since it was set up.</summary>
    public static IQueryable<ResourceObservation> Of(PortalDbContext context, PrivateEndpoint endpoint) =>
        SinceSetUp(context).Where(seen => seen.Endpoint.Id == endpoint.Id).Select(seen => seen.Observation);

    /// <summary>When each host was last reached through the endpoint; a host that never was is not in it.</summary>
    public static async Task<IReadOnlyDictionary<Guid, DateTime>> ReachedAsync(PortalDbContext context, PrivateEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (endpoint.LinkId is null) return new Dictionary<Guid, DateTime>();
        var seen = await Of(context, endpoint)
            .Select(observation => new { observation.ResourceId, observation.LastSeen })
            .ToListAsync(cancellationToken);
        return seen.GroupBy(host => host.ResourceId).ToDictionary(host => host.Key, host => host.Max(each => each.LastSeen));
    }

    /// <summary>Whether one of the links that a host lists, and that is switched on, has reached this very host.</summary>
    public static Task<bool> HasReachedAsync(PortalDbContext context, Guid resourceId, CancellationToken cancellationToken)
    {
        var traffic = SinceSetUp(context);
        return context.AllowedLinks.AnyAsync(
            link => link.ResourceId == resourceId && link.Enabled && link.PrivateEndpoint!.Enabled && link.PrivateEndpoint.State == PrivateEndpointState.Verified
                && traffic.Any(seen => seen.Endpoint.Id == link.PrivateEndpointId && seen.Observation.ResourceId == resourceId),
            cancellationToken);
    }
}
