using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>
/// Why the company disabled a tenant's host, link or endpoint. Only the audit entry of the switch records it; the tenant reads it beside what is
/// disabled. Null for a switch from before reasons were required.
/// </summary>
internal static class SwitchReasons
{
    public static async Task<string?> OfHostAsync(PortalDbContext context, Resource resource, CancellationToken cancellationToken) =>
        resource.SwitchedOffByCompany ? await OfAsync(context, AuditedSwitch.OfHost(resource.Id), cancellationToken) : null;

    /// <summary>The reasons for the links that the company disabled at a host.</summary>
    public static async Task<IReadOnlyList<WhyLinkOff>> OfLinksAsync(PortalDbContext context, Resource resource, CancellationToken cancellationToken)
    {
        var reasons = new List<WhyLinkOff>();
        foreach (var link in resource.AllowedLinks.Where(link => link.SwitchedOffByCompany))
        {
            if (link.PrivateEndpoint.LinkId is { } text && await OfAsync(context, AuditedSwitch.OfLink(resource.Id, text), cancellationToken) is { } reason)
                reasons.Add(new(link.PrivateEndpoint.ServiceId, text, reason));
        }

        return reasons;
    }

    public static async Task<string?> OfEndpointAsync(PortalDbContext context, PrivateEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (!endpoint.SwitchedOffByCompany) return null;
        var rows = await context.PrivateEndpoints
            .Where(row => row.Id == endpoint.Id || (row.TenantId == endpoint.TenantId && row.Cloud == endpoint.Cloud && row.LinkId != null && row.LinkId == endpoint.LinkId))
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        return await OfAsync(context, AuditedSwitch.OfEndpoints([endpoint.Id], rows), cancellationToken);
    }

    /// <summary>A tenant can disable the same link under another service later; that is not the company's reason.</summary>
    private static async Task<string?> OfAsync(PortalDbContext context, AuditedSwitch of, CancellationToken cancellationToken) =>
        await of.InForceAsync(context.AuditEntries, cancellationToken) is { IsCompanys: true } act ? act.Reason : null;
}
