using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;

namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>Queries for links to connections that work.</summary>
internal static class SharedRows
{
    /// <summary>
    /// The link that a token opens. Unknown, expired and revoked tokens use the same query, so that timing does not reveal the difference.
    /// </summary>
    public static IQueryable<SharedConnection> Opened(PortalDbContext context, string token, DateTime now)
    {
        var hash = OneTimeToken.HashOf(token);
        return Good(context, now).Where(shared => shared.TokenHash == hash);
    }

    /// <summary>Links that have not expired and are not revoked, and whose maker may still share the connection.</summary>
    public static IQueryable<SharedConnection> Good(PortalDbContext context, DateTime now)
    {
        var row = Permissions.Of(Permission.ShareConnections);
        var (company, tenant) = (row.Company, row.Tenant);
        return context.SharedConnections.Where(shared => shared.ClosedAt == null
            && shared.ExpiresAt > now
            && (shared.TenantId == null || !shared.Tenant!.Suspended)
            && (shared.MadeById == null
                || context.People.Any(person => person.Id == shared.MadeById
                    && ((person.CompanyRole != null && company.Contains(person.CompanyRole.Value))
                        || person.Memberships.Any(membership => membership.TenantId == shared.TenantId && tenant.Contains(membership.Role))))));
    }
}
