using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Resources;

/// <summary>Which host names may stand beside each other. Asked by the company, the only one that gives names out.</summary>
internal static class HostNames
{
    /// <summary>
    /// A sentence when the host is taken, or would lie under another tenant's wildcard, or over another tenant's exact name: a
    /// more precise name wins over a wildcard, so it would take connections away from the other tenant.
    /// </summary>
    public static async Task<string?> FindClashAsync(
        PortalDbContext context, string host, Guid? resourceId, Guid? tenantId, CancellationToken cancellationToken)
    {
        var others = context.Resources.IgnoreQueryFilters([PortalDbContext.TenantFilter]).Where(resource => resource.Id != resourceId);
        var owner = await OwnerOfAsync(others.Where(resource => resource.Host == host), cancellationToken);
        if (owner is not null) return $"{host} is already protected; it belongs to {owner}.";

        var suffix = Resource.SuffixOf(host);
        var wildcard = "*." + suffix;
        var foreign = others.Where(resource => resource.TenantId != tenantId && resource.Suffix == suffix);
        if (host != wildcard)
        {
            owner = await OwnerOfAsync(foreign.Where(resource => resource.Host == wildcard), cancellationToken);
            return owner is null ? null : $"{host} lies under {wildcard}, which belongs to {owner}.";
        }

        var covered = await foreign.OrderBy(resource => resource.Host)
            .Select(resource => new { resource.Host, resource.Tenant!.Name })
            .FirstOrDefaultAsync(cancellationToken);
        return covered is null ? null : $"{host} would cover {covered.Host}, which belongs to {covered.Name}.";
    }

    private static Task<string?> OwnerOfAsync(IQueryable<Resource> resources, CancellationToken cancellationToken) =>
        resources.Select(resource => resource.Tenant!.Name).SingleOrDefaultAsync(cancellationToken)!;
}
