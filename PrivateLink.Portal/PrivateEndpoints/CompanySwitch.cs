using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>
/// The company's switches are the company's: a tenant may neither switch on what the company has switched off, nor go around it with the same link in
/// another row. So such a link stays where it is until the company switches it on.
/// </summary>
internal static class CompanySwitch
{
    public const string OffHost = "The company has disabled this host. Ask the company to enable it.";
    public const string OffMode = "The company has disabled a link of this host, and a less strict mode would allow it. Ask the company to make this change.";
    public const string OffLink = "The company has disabled this link. Ask the company to enable it.";

    /// <summary>Whether the company has switched it off, and the caller is not the company.</summary>
    public static bool IsHeldFrom(this ISwitched row, Caller caller) => row.SwitchedOffByCompany && !caller.IsCompany;

    /// <summary>What is wrong with the reason for a switch: the company says why it takes a tenant's traffic away. Whose own it is, is not asked.</summary>
    public static string? ReasonErrorOf(Caller caller, string reason) => caller.IsCompany ? GivenReason.ErrorOf(reason) : null;

    /// <summary>Switches it on or off, and remembers whose switch it was. Ask <see cref="IsHeldFrom"/> first.</summary>
    public static void Turn(this ISwitched row, Caller caller, bool enabled)
    {
        if (row.Enabled == enabled) return;
        if (enabled && row.IsHeldFrom(caller)) throw new InvalidOperationException("A tenant must not undo the company's switch.");
        row.Enabled = enabled;
        row.SwitchedOffByCompany = !enabled && caller.IsCompany;
    }

    /// <summary>Makes the company's what a tenant has switched off, so that it stays off. For an act that means it: a form that is saved with a row off says nothing of whose it is.</summary>
    public static void KeepOff(this ISwitched row, Caller caller) => row.SwitchedOffByCompany |= caller.IsCompany && !row.Enabled;

    /// <summary>Whether the company has switched off a link that the host lists: then a tenant must not loosen its mode, which would let the link in all the same.</summary>
    public static bool HoldsModeOf(Caller caller, Resource resource) => !caller.IsCompany
        && resource.AllowedLinks.Any(link => link.PrivateEndpoint.LinkId is not null && (link.SwitchedOffByCompany || link.PrivateEndpoint.SwitchedOffByCompany));

    /// <summary>The rows that a switch of the endpoint turns: the company means the link, under whatever services the tenant lists it.</summary>
    public static async Task<List<PrivateEndpoint>> TurnsAsync(PortalDbContext context, Caller caller, PrivateEndpoint endpoint, bool enabled, CancellationToken cancellationToken)
    {
        if (!caller.IsCompany || endpoint.LinkId is not { } link) return [endpoint];

        // What the tenant has switched off itself stays off.
        return await context.PrivateEndpoints
            .Where(row => row.Id == endpoint.Id
                || (row.TenantId == endpoint.TenantId && row.Cloud == endpoint.Cloud && row.LinkId == link && row.State != PrivateEndpointState.Retired && (!enabled || row.SwitchedOffByCompany)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Whether the company has switched the endpoint off, for all hosts or for one: then the caller must not take its link away from it.</summary>
    public static async Task<bool> HoldsAsync(PortalDbContext context, Caller caller, PrivateEndpoint endpoint, CancellationToken cancellationToken) =>
        endpoint.IsHeldFrom(caller)
        || (!caller.IsCompany && await context.AllowedLinks.AnyAsync(link => link.PrivateEndpointId == endpoint.Id && link.SwitchedOffByCompany, cancellationToken));

    /// <summary>Whether the caller must not give the endpoint this link: the company has switched off the one that it has, or this one in another row.</summary>
    public static async Task<bool> HoldsAsync(PortalDbContext context, Caller caller, PrivateEndpoint endpoint, LinkId link, CancellationToken cancellationToken) =>
        (endpoint.LinkId is not null && endpoint.LinkId != link.ToString() && await HoldsAsync(context, caller, endpoint, cancellationToken))
        || await HoldsElsewhereAsync(context, caller, endpoint.Id, endpoint.TenantId, link, cancellationToken);

    /// <summary>Whether the company has switched the link off in a row of the tenant, which another row must not go around.</summary>
    /// <param name="context">The unit of work.</param>
    /// <param name="caller">Who wants the link in a row.</param>
    /// <param name="row">The row that is to have it; null for a new one.</param>
    /// <param name="tenantId">Whose link it is.</param>
    /// <param name="link">The link.</param>
    /// <param name="cancellationToken">Ends the question.</param>
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
