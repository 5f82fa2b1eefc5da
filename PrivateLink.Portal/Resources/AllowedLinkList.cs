using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;

namespace PrivateLink.Portal.Resources;

/// <summary>Makes a resource list exactly the given links.</summary>
internal static class AllowedLinkList
{
    /// <summary>
    /// A private endpoint that the tenant already has is used again; one that is no longer listed stays the tenant's. One that has no
    /// link ID yet is no link: nobody can have meant to remove it.
    /// </summary>
    public static async Task ReplaceAsync(
        PortalDbContext context, Resource resource, IReadOnlyList<LinkValue> wanted, CancellationToken cancellationToken)
    {
        var listed = resource.AllowedLinks.Where(link => link.PrivateEndpoint.LinkId is not null).ToDictionary(link => KeyOf(link.PrivateEndpoint));
        var kept = wanted.Select(link => (link.ServiceId, link.LinkId.ToString())).ToHashSet();
        foreach (var (key, link) in listed)
            if (!kept.Contains(key))
                resource.AllowedLinks.Remove(link);

        foreach (var value in wanted)
            if (listed.TryGetValue((value.ServiceId, value.LinkId.ToString()), out var link))
                link.Enabled = value.Enabled;
            else
                resource.AllowedLinks.Add(new AllowedLink
                {
                    TenantId = resource.TenantId,
                    PrivateEndpoint = await FindOrCreateAsync(context, resource.TenantId, value, cancellationToken),
                    Enabled = value.Enabled,
                });
    }

    private static async Task<PrivateEndpoint> FindOrCreateAsync(
        PortalDbContext context, Guid tenantId, LinkValue value, CancellationToken cancellationToken)
    {
        var text = value.LinkId.ToString();
        return await context.PrivateEndpoints.SingleOrDefaultAsync(
                endpoint => endpoint.TenantId == tenantId && endpoint.ServiceId == value.ServiceId && endpoint.LinkId == text
                    && endpoint.State != PrivateEndpointState.Retired,
                cancellationToken)
            ?? new PrivateEndpoint { TenantId = tenantId, ServiceId = value.ServiceId, Cloud = value.LinkId.Cloud, LinkId = text };
    }

    private static (Guid ServiceId, string LinkId) KeyOf(PrivateEndpoint endpoint) => (endpoint.ServiceId, endpoint.LinkId!);
}
