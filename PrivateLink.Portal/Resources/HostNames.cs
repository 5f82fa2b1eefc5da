using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Resources;

/// <summary>Checks which host names may coexist. Only the company asks, because only the company assigns names.</summary>
internal static class HostNames
{
    /// <summary>
    /// An error if the name is taken, or if it overlaps another tenant's wildcard or exact name. An exact name wins over a wildcard, so it would take
    /// connections from the other tenant.
    /// </summary>
    public static async Task<string?> FindClashAsync(
        PortalDbContext context, string host, Guid? resourceId, Guid? tenantId, CancellationToken cancellationToken)
    {
        foreach (var names in OthersThan(context, resourceId))
        {
            if (await FindClashAsync(names, host, tenantId, cancellationToken) is { } clash) return clash;
        }

        return null;
    }

    private static async Task<string?> FindClashAsync(IQueryable<TakenName> names, string host, Guid? tenantId, CancellationToken cancellationToken)
    {
        var owner = await OwnerOfAsync(names, host, cancellationToken);
        if (owner is not null) return $"{host} is already protected. It belongs to {owner}.";

        var suffix = Resource.SuffixOf(host);
        var wildcard = "*." + suffix;
        var foreign = names.Where(name => name.TenantId != tenantId && name.Suffix == suffix);
        if (host != wildcard)
        {
            owner = await OwnerOfAsync(foreign, wildcard, cancellationToken);
            return owner is null ? null : $"{host} is covered by {wildcard}, which belongs to {owner}.";
        }

        var covered = await foreign.OrderBy(name => name.Host).FirstOrDefaultAsync(cancellationToken);
        return covered is null ? null : $"{host} would cover {covered.Host}, which belongs to {covered.Tenant}.";
    }

    /// <summary>Host names and alias names of all tenants, except those of the given resource.</summary>
    private static IEnumerable<IQueryable<TakenName>> OthersThan(PortalDbContext context, Guid? resourceId)
    {
        var resources = context.Resources.IgnoreQueryFilters([PortalDbContext.TenantFilter]);
        yield return resources.Where(resource => resource.Id != resourceId)
            .Select(resource => new TakenName { Host = resource.Host, Suffix = resource.Suffix, TenantId = resource.TenantId, Tenant = resource.Tenant!.Name });
        yield return resources.Where(resource => resource.Id != resourceId).SelectMany(resource => resource.Aliases, (resource, alias) =>
            new TakenName { Host = alias.Host, Suffix = alias.Suffix, TenantId = resource.TenantId, Tenant = resource.Tenant!.Name });
    }

    private static Task<string?> OwnerOfAsync(IQueryable<TakenName> names, string host, CancellationToken cancellationToken) =>
        names.Where(name => name.Host == host).Select(name => name.Tenant).SingleOrDefaultAsync(cancellationToken)!;

    private sealed class TakenName
    {
        public string Host { get; init; } = "";

        public string Suffix { get; init; } = "";

        public Guid TenantId { get; init; }

        public string Tenant { get; init; } = "";
    }
}
