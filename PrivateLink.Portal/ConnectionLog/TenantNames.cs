using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>The tenants' names, for readers who see several tenants. A connection has only the key of its tenant.</summary>
public sealed class TenantNames(IDbContextFactory<PortalDbContext> contexts)
{
    [Requires(Permission.ViewConnections)]
    public async Task<IReadOnlyDictionary<Guid, string>> ReadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.Tenants.VisibleTo(caller).Select(tenant => new { tenant.Id, tenant.Name }).ToDictionaryAsync(tenant => tenant.Id, tenant => tenant.Name, cancellationToken);
    }
}
