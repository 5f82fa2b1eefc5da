using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Onboarding;

/// <summary>
/// What has come through private endpoints to the hosts of their own tenants. One connection to one host says that the endpoint works, and nothing
/// about any other host.
/// </summary>
internal static class EndpointTraffic
{
    /// <summary>What was seen of one endpoint since it was set up.</summary>
    public static IQueryable<ResourceObservation> Of(PortalDbContext context, PrivateEndpoint endpoint) =>
        context.ResourceObservations.Where(observation => observation.TenantId == endpoint.TenantId
            && observation.LinkId == endpoint.LinkId
            && observation.Cloud == endpoint.Cloud
            && (observation.Service == "" || observation.Service == endpoint.Service!.NormalizedName)
            && observation.LastSeen >= endpoint.CreatedAt);

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
    public static Task<bool> HasReachedAsync(PortalDbContext context, Guid resourceId, CancellationToken cancellationToken) =>
        context.AllowedLinks.AnyAsync(
            link => link.ResourceId == resourceId && link.Enabled && link.PrivateEndpoint!.Enabled && link.PrivateEndpoint.State == PrivateEndpointState.Verified
                && context.ResourceObservations.Any(observation => observation.ResourceId == resourceId
                    && observation.TenantId == link.PrivateEndpoint.TenantId
                    && observation.LinkId == link.PrivateEndpoint.LinkId
                    && observation.Cloud == link.PrivateEndpoint.Cloud
                    && (observation.Service == "" || observation.Service == link.PrivateEndpoint.Service!.NormalizedName)
                    && observation.LastSeen >= link.PrivateEndpoint.CreatedAt),
            cancellationToken);
}
