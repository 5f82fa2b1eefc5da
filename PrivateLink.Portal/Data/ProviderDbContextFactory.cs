using Microsoft.EntityFrameworkCore;

namespace PrivateLink.Portal.Data;

/// <summary>Opens contexts of one provider. The rest of the portal does not know which provider it is.</summary>
internal sealed class ProviderDbContextFactory<TContext>(IDbContextFactory<TContext> contexts) : IDbContextFactory<PortalDbContext>
    where TContext : PortalDbContext
{
    public PortalDbContext CreateDbContext() => contexts.CreateDbContext();
}
