using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>Private endpoints inside a unit of work: shared queries and checks.</summary>
internal static class PrivateEndpointRows
{
    /// <summary>How long an unproven link ID stays reserved.</summary>
    public static readonly TimeSpan Reservation = TimeSpan.FromDays(7);

    public static Task<PrivateEndpoint?> LoadAsync(PortalDbContext context, Caller caller, Guid id, CancellationToken cancellationToken) =>
        context.PrivateEndpoints.VisibleTo(caller)
            .Include(endpoint => endpoint.Tenant)
            .Include(endpoint => endpoint.Service)
            .SingleOrDefaultAsync(endpoint => endpoint.Id == id, cancellationToken);

    /// <summary>The hosts that list the endpoint, with or without a link ID.</summary>
    public static Task<List<Resource>> HostsAsync(PortalDbContext context, PrivateEndpoint endpoint, CancellationToken cancellationToken) =>
        context.Resources
            .Where(resource => context.AllowedLinks.Any(link => link.ResourceId == resource.Id && link.PrivateEndpointId == endpoint.Id))
            .Include(resource => resource.Aliases)
            .OrderBy(resource => resource.Host)
            .ToListAsync(cancellationToken);

    /// <summary>The same link in other rows of all tenants, except retired rows.</summary>
    public static IQueryable<PrivateEndpoint> OthersWith(PortalDbContext context, PrivateEndpoint endpoint, string linkId) =>
        context.PrivateEndpoints.IgnoreQueryFilters([PortalDbContext.TenantFilter])
            .Where(other => other.Id != endpoint.Id && other.ServiceId == endpoint.ServiceId && other.LinkId == linkId && other.State != PrivateEndpointState.Retired);

    /// <summary>An error if the tenant has the link in another row.</summary>
    public static async Task<string?> TwiceAsync(PortalDbContext context, PrivateEndpoint endpoint, LinkId linkId, CancellationToken cancellationToken)
    {
        var other = await OthersWith(context, endpoint, linkId.ToString())
            .Where(other => other.TenantId == endpoint.TenantId)
            .Include(other => other.Service)
            .FirstOrDefaultAsync(cancellationToken);
        if (other is null) return null;
        var hosts = await HostsAsync(context, other, cancellationToken);
        return $"You already have a private endpoint with this ID: {EndpointTitle.Of(other, other.Service!, hosts.ConvertAll(host => host.Host))}.";
    }

    /// <summary>A service that the company has withdrawn keeps its links, but accepts no new ones from tenants.</summary>
    public static bool IsWithdrawnFrom(Caller caller, PrivateEndpoint endpoint, LinkId linkId) =>
        !caller.IsCompany && !endpoint.Service!.Published && endpoint.LinkId != linkId.ToString();

    public const string Withdrawn = "This service is no longer offered. Set up a private endpoint for another service.";

    /// <summary>The answer is the same for another tenant's endpoint and for none. The attempt is recorded for the caller's own side.</summary>
    public static Edit.Refusal NotFound(Caller caller, Guid id) =>
        new(new SaveResult.NotFound(), new AuditTarget("privateendpoint", id, "", caller.TenantId), "This private endpoint does not exist, or you have no access to it.");

    /// <summary>The company has disabled the link, here or in another row.</summary>
    public static Edit.Refusal Held(PrivateEndpoint endpoint, string field) =>
        new(new SaveResult.Invalid(new Dictionary<string, string> { [field] = CompanySwitch.OffLink }), AuditTarget.Of(endpoint), CompanySwitch.OffLink);

    public static Edit.Mistake Mistake(string field, string sentence) => new(new SaveResult.Invalid(new Dictionary<string, string> { [field] = sentence }));

    /// <summary>For a person whose fields another person has saved in the meantime.</summary>
    public static Edit.Mistake Overtaken(PrivateEndpoint endpoint, params IReadOnlyList<FieldDifference> differences) =>
        new(SaveResult.Conflict.With(endpoint, "private endpoint", differences));

    /// <summary>What the audit log records about an endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="reason">Why the company disabled it; null if it did not.</param>
    public static object FactsOf(PrivateEndpoint endpoint, string? reason = null) => new
    {
        Reason = reason,
        endpoint.Name,
        endpoint.LinkId,
        endpoint.State,
        endpoint.Claim,
        endpoint.Enabled,
        endpoint.SwitchedOffByCompany,
        endpoint.Region,
        endpoint.Account,
        endpoint.AllowedAt,
        endpoint.ZonesAt,
        endpoint.CreatedInCloudAt,
        endpoint.DnsAt,
        endpoint.Address,
        endpoint.Approval,
        endpoint.ApprovalBy,
        endpoint.ApprovalMessage,
        endpoint.Form,
    };

    /// <summary>
    /// The hosts that the policy must read again after a change of an endpoint, since only they list it. Beyond a limit, reading everything is
    /// cheaper.
    /// </summary>
    public static IReadOnlySet<Guid>? Touched(IReadOnlyCollection<Resource> hosts) =>
        hosts.Count <= TouchedResources.Most ? hosts.Select(host => host.Id).ToHashSet() : null;

    /// <summary>The effect on connections, for the list of revisions; null when no host lists the endpoint.</summary>
    public static string? PolicySummary(PrivateEndpoint endpoint, IReadOnlyCollection<Resource> hosts, string what) =>
        hosts.Count == 0 ? null : $"{string.Join(", ", hosts.Select(host => host.Host))}: {endpoint.LinkId} {what}";
}
