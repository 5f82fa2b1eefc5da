using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Resources;

/// <summary>Replaces the list of links of a resource.</summary>
internal static class AllowedLinkList
{
    /// <summary>
    /// An existing private endpoint of the tenant is reused; one that is no longer listed stays the tenant's. An endpoint without a link ID is not in
    /// the form, so its absence there does not remove it.
    /// </summary>
    public static async Task ReplaceAsync(
        PortalDbContext context, Caller caller, Resource resource, IReadOnlyList<LinkValue> wanted, CancellationToken cancellationToken)
    {
        var listed = ListedBy(resource);
        var kept = wanted.Select(link => (link.ServiceId, link.LinkId.ToString())).ToHashSet();
        foreach (var (key, link) in listed)
            if (!kept.Contains(key))
                resource.AllowedLinks.Remove(link);

        var off = OffByCompany(caller, listed, wanted);
        foreach (var value in wanted.Select(value => off.Contains(value.LinkId) ? value with { Enabled = false } : value))
            if (listed.TryGetValue((value.ServiceId, value.LinkId.ToString()), out var link))
                link.Turn(caller, value.Enabled);
            else
                resource.AllowedLinks.Add(await NewAsync(context, caller, resource.TenantId, value, cancellationToken));
    }

    /// <summary>Whether the company disables a link that the host allows.</summary>
    public static bool TurnsOff(Caller caller, Resource resource, IReadOnlyList<LinkValue> wanted)
    {
        var listed = ListedBy(resource);
        var off = OffByCompany(caller, listed, wanted).Select(link => (link.Cloud, link.ToString())).ToHashSet();
        return listed.Values.Any(link => link.Enabled && off.Contains((link.PrivateEndpoint.Cloud, link.PrivateEndpoint.LinkId!)));
    }

    /// <summary>
    /// Whether a change would undo a switch of the company. It could enable a disabled link, remove it to add it again, or add it through another endpoint.
    /// </summary>
    public static async Task<bool> UndoesTheCompanysAsync(
        PortalDbContext context, Caller caller, Resource resource, IReadOnlyList<LinkValue> wanted, CancellationToken cancellationToken)
    {
        var listed = ListedBy(resource);
        var kept = wanted.ToDictionary(value => (value.ServiceId, value.LinkId.ToString()));
        foreach (var (key, link) in listed)
            if (link.IsHeldFrom(caller) && !(kept.TryGetValue(key, out var value) && !value.Enabled))
                return true;

        foreach (var value in wanted.Where(value => !listed.ContainsKey((value.ServiceId, value.LinkId.ToString()))))
        {
            var endpoint = await FindAsync(context, resource.TenantId, value, cancellationToken);
            if (await CompanySwitch.HoldsElsewhereAsync(context, caller, endpoint?.Id, resource.TenantId, value.LinkId, cancellationToken)) return true;
        }

        return false;
    }

    /// <summary>
    /// The links that the company disables, under every service where the host lists them. This includes a link that the company adds, disabled,
    /// under another service.
    /// </summary>
    private static HashSet<LinkId> OffByCompany(Caller caller, Dictionary<(Guid ServiceId, string LinkId), AllowedLink> listed, IReadOnlyList<LinkValue> wanted) => caller.IsCompany
        ? [.. wanted.Where(value => !value.Enabled && (!listed.TryGetValue((value.ServiceId, value.LinkId.ToString()), out var row) || row.Enabled)).Select(value => value.LinkId)]
        : [];

    private static Dictionary<(Guid ServiceId, string LinkId), AllowedLink> ListedBy(Resource resource) =>
        resource.AllowedLinks.Where(link => link.PrivateEndpoint.LinkId is not null).ToDictionary(link => KeyOf(link.PrivateEndpoint));

    private static async Task<AllowedLink> NewAsync(PortalDbContext context, Caller caller, Guid tenantId, LinkValue value, CancellationToken cancellationToken)
    {
        var link = new AllowedLink
        {
            TenantId = tenantId,
            PrivateEndpoint = await FindAsync(context, tenantId, value, cancellationToken)
                ?? new PrivateEndpoint { TenantId = tenantId, ServiceId = value.ServiceId, Cloud = value.LinkId.Cloud, LinkId = value.LinkId.ToString() },
        };
        link.Turn(caller, value.Enabled);
        return link;
    }

    private static Task<PrivateEndpoint?> FindAsync(PortalDbContext context, Guid tenantId, LinkValue value, CancellationToken cancellationToken)
    {
        var text = value.LinkId.ToString();
        return context.PrivateEndpoints.SingleOrDefaultAsync(
            endpoint => endpoint.TenantId == tenantId && endpoint.ServiceId == value.ServiceId && endpoint.LinkId == text
                && endpoint.State != PrivateEndpointState.Retired,
            cancellationToken);
    }

    private static (Guid ServiceId, string LinkId) KeyOf(PrivateEndpoint endpoint) => (endpoint.ServiceId, endpoint.LinkId!);
}
