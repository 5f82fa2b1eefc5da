using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>
/// Only the company may undo its own switches. A tenant must not enable what the company disabled, nor bypass it with the same link in another row.
/// Such a link stays where it is until the company enables it.
/// </summary>
internal static class CompanySwitch
{
    public const string OffHost = "The company has disabled this host. Ask the company to enable it.";
    public const string OffMode = "The company has disabled a link of this host, and a less strict mode would allow it. Ask the company to make this change.";
    public const string OffLink = "The company has disabled this link. Ask the company to enable it.";

    /// <summary>Whether the company has disabled it, and the caller is not the company.</summary>
    public static bool IsHeldFrom(this ISwitched row, Caller caller) => row.SwitchedOffByCompany && !caller.IsCompany;

    /// <summary>The problem with the reason for a switch. The company must say why it cuts off a tenant's traffic; a tenant needs no reason for its own.</summary>
    public static string? ReasonErrorOf(Caller caller, string reason) => caller.IsCompany ? GivenReason.ErrorOf(reason) : null;

    /// <summary>Enables or disables it, and records who did it. Check <see cref="IsHeldFrom"/> first.</summary>
    public static void Turn(this ISwitched row, Caller caller, bool enabled)
    {
        if (row.Enabled == enabled) return;
        if (enabled && row.IsHeldFrom(caller)) throw new InvalidOperationException("A tenant must not undo the company's switch.");
        row.Enabled = enabled;
        row.SwitchedOffByCompany = !enabled && caller.IsCompany;
    }

    /// <summary>
    /// Lets the company take over a switch that the tenant set, so that it stays disabled. The company must ask for this: saving a form with a
    /// disabled row does not mean it.
    /// </summary>
    public static void KeepOff(this ISwitched row, Caller caller) => row.SwitchedOffByCompany |= caller.IsCompany && !row.Enabled;

    /// <summary>
    /// Whether the company has disabled a link that the host lists. A tenant must not loosen the host's mode then, because that would allow the link
    /// anyway.
    /// </summary>
    public static bool HoldsModeOf(Caller caller, Resource resource) => !caller.IsCompany
        && resource.AllowedLinks.Any(link => link.PrivateEndpoint.LinkId is not null && (link.SwitchedOffByCompany || link.PrivateEndpoint.SwitchedOffByCompany));

    /// <summary>The rows that a switch of the endpoint changes. The company disables the link, under every service where the tenant lists it.</summary>
    public static async Task<List<PrivateEndpoint>> TurnsAsync(PortalDbContext context, Caller caller, PrivateEndpoint endpoint, bool enabled, CancellationToken cancellationToken)
    {
        if (!caller.IsCompany || endpoint.LinkId is not { } link) return [endpoint];

        // What the tenant disabled stays disabled.
        return await context.PrivateEndpoints
            .Where(row => row.Id == endpoint.Id
                || (row.TenantId == endpoint.TenantId && row.Cloud == endpoint.Cloud && row.LinkId == link && row.State != PrivateEndpointState.Retired && (!enabled || row.SwitchedOffByCompany)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Whether the company has disabled the endpoint, for all hosts or for one. If so, the caller must not remove its link.</summary>
    public static async Task<bool> HoldsAsync(PortalDbContext context, Caller caller, PrivateEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.IsHeldFrom(caller)
        || (!caller.IsCompany && await context.AllowedLinks.AnyAsync(link => link.PrivateEndpointId == endpoint.Id && link.SwitchedOffByCompany, cancellationToken));

    /// <summary>
    /// Whether the caller must not give the endpoint this link. The reason is that the company has disabled its current link, or this link in another row.
    /// </summary>
    public static async Task<bool> HoldsAsync(PortalDbContext context, Caller caller, PrivateEndpoint endpoint, LinkId link, CancellationToken cancellationToken) =>
        (endpoint.LinkId is not null && endpoint.LinkId != link.ToString() && await HoldsAsync(context, caller, endpoint, cancellationToken))
        || await HoldsElsewhereAsync(context, caller, endpoint.Id, endpoint.TenantId, link, cancellationToken);

    /// <summary>Whether the company has disabled the link in another row of the tenant. A new row must not bypass that.</summary>
    /// <param name="context">The unit of work.</param>
    /// <param name="caller">The caller who wants to add the link.</param>
    /// <param name="row">The row to add the link to; null for a new row.</param>
    /// <param name="tenantId">The tenant that has the link.</param>
    /// <param name="link">The link.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static async Task<bool> HoldsElsewhereAsync(
        PortalDbContext context, Caller caller, Guid? row, Guid tenantId, LinkId link, CancellationToken cancellationToken)
    {
        if (caller.IsCompany) return false;
        var text = link.ToString();
        return await context.PrivateEndpoints.AnyAsync(
            endpoint => endpoint.TenantId == tenantId && endpoint.Id != row && endpoint.Cloud == link.Cloud && endpoint.LinkId == text
                && endpoint.State != PrivateEndpointState.Retired
                && (endpoint.SwitchedOffByCompany || context.AllowedLinks.Any(listed => listed.PrivateEndpointId == endpoint.Id && listed.SwitchedOffByCompany)),
            cancellationToken);
    }
}
