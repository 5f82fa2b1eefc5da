using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Resources;

/// <summary>The private link services that a caller can see.</summary>
internal static class OfferedServices
{
    /// <summary>A tenant does not see an unpublished service, unless it has an endpoint on it.</summary>
    public static IQueryable<PrivateLinkService> To(PortalDbContext context, Caller caller) => caller.IsCompany
        ? context.Services
        : context.Services.Where(service => service.Published
            || context.PrivateEndpoints.Any(endpoint => endpoint.TenantId == caller.TenantId && endpoint.ServiceId == service.Id));
}
