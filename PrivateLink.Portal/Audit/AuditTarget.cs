using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>The target of an action.</summary>
/// <param name="Kind">A word of lower-case letters: <c>resource</c>, <c>tenant</c>, <c>person</c>.</param>
/// <param name="Id">Its key. Null if it has none.</param>
/// <param name="Name">The name that people use for it.</param>
/// <param name="TenantId">The tenant that the target concerns and that sees it under <em>Activity</em>. Null for the company's own.</param>
public sealed record AuditTarget(string Kind, Guid? Id, string Name, Guid? TenantId)
{
    public static AuditTarget Of(Resource resource) => new("resource", resource.Id, resource.Host, resource.TenantId);

    public static AuditTarget Of(PrivateEndpoint endpoint) => new("privateendpoint", endpoint.Id, endpoint.Name.Length > 0 ? endpoint.Name : endpoint.LinkId ?? endpoint.Reference, endpoint.TenantId);

    public static AuditTarget Of(PrivateLinkService service) => new("service", service.Id, service.Name, null);

    public static AuditTarget Of(Upstream upstream) => new("upstream", upstream.Id, upstream.Name, null);

    /// <summary>A person concerns the company, except for actions within one tenant.</summary>
    public static AuditTarget Of(PortalUser person, Guid? tenantId) => new("person", person.Id, person.Name, tenantId);

    public static AuditTarget Of(Invitation invitation) => new("invitation", invitation.Id, invitation.Email, invitation.TenantId);

    public static AuditTarget Of(Tenant tenant) => new("tenant", tenant.Id, tenant.Name, tenant.Id);
}
