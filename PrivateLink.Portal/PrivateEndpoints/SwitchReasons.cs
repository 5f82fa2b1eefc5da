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
    /// <summary>A host may have been saved since for other reasons.</summary>
    private const int LooksBackOver = 20;

    public static async Task<string?> OfHostAsync(PortalDbContext context, Resource resource, CancellationToken cancellationToken) => resource.SwitchedOffByCompany
        ? await FindAsync(context, [resource.Id], AuditAction.ResourceChanged, IsOfHost, cancellationToken)
        : null;

    /// <summary>The reasons for the links that the company disabled at a host.</summary>
    public static async Task<IReadOnlyList<WhyLinkOff>> OfLinksAsync(PortalDbContext context, Resource resource, CancellationToken cancellationToken)
    {
        var off = resource.AllowedLinks.Where(link => link.SwitchedOffByCompany && link.PrivateEndpoint.LinkId is not null).Select(link => link.PrivateEndpoint).ToList();
        if (off.Count == 0) return [];
        var switches = await ReadAsync(context, [resource.Id], AuditAction.ResourceChanged, cancellationToken);
        return
        [
            .. from endpoint in off
               let fact = $"links.{endpoint.LinkId}"
               let reason = ReasonOf(switches, difference => difference.Name == fact && difference.After == "false")
               where reason is not null
               select new WhyLinkOff(endpoint.ServiceId, endpoint.LinkId!, reason),
        ];
    }

    /// <summary>The company disables a link in all of the tenant's rows, but the entry names only one of them.</summary>
    public static async Task<string?> OfEndpointAsync(PortalDbContext context, PrivateEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (!endpoint.SwitchedOffByCompany) return null;
        var rows = await context.PrivateEndpoints
            .Where(row => row.Id == endpoint.Id || (row.TenantId == endpoint.TenantId && row.Cloud == endpoint.Cloud && row.LinkId != null && row.LinkId == endpoint.LinkId))
            .Select(row => row.Id)
            .ToListAsync(cancellationToken);
        return await FindAsync(context, rows, AuditAction.PrivateEndpointSwitched, difference => difference is { Name: "switchedOffByCompany", After: "true" }, cancellationToken);
    }

    private static bool IsOfHost(AuditDifference difference) => difference is { Name: "enabled", After: "false" } or { Name: "keptOff", After: "true" };

    private static async Task<string?> FindAsync(
        PortalDbContext context, IReadOnlyCollection<Guid> targets, AuditAction action, Func<AuditDifference, bool> isTheSwitch, CancellationToken cancellationToken) =>
        ReasonOf(await ReadAsync(context, targets, action, cancellationToken), isTheSwitch);

    /// <summary>The changes with a reason in the company's latest saves, newest first.</summary>
    private static async Task<List<IReadOnlyList<AuditDifference>>> ReadAsync(
        PortalDbContext context, IReadOnlyCollection<Guid> targets, AuditAction action, CancellationToken cancellationToken)
    {
        var code = action.Code;
        var entries = await context.AuditEntries.AsNoTracking()
            .Where(entry => entry.TargetId != null && targets.Contains(entry.TargetId.Value) && entry.Action == code && entry.Result == AuditResult.Done
                && entry.ActorTenantId == null && entry.After != null && entry.After.Contains("\"reason\":\""))
            .OrderByDescending(entry => entry.Sequence)
            .Take(LooksBackOver)
            .Select(entry => new { entry.Before, entry.After })
            .ToListAsync(cancellationToken);
        return entries.ConvertAll(entry => AuditDifference.Between(entry.Before, entry.After));
    }

    private static string? ReasonOf(List<IReadOnlyList<AuditDifference>> switches, Func<AuditDifference, bool> isTheSwitch) =>
        switches.Find(differences => differences.Any(isTheSwitch))?.FirstOrDefault(difference => difference.Name == "reason")?.After;
}
