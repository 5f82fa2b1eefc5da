using Microsoft.EntityFrameworkCore;

namespace PrivateLink.Portal.Data;

/// <summary>Opens contexts of one provider; the rest of the portal does not know which.</summary>
internal sealed class ProviderDbContextFactory<TContext>(IDbContextFactory<TContext> contexts) : IDbContextFactory<PortalDbContext>
    where TContext : PortalDbContext
{
    public PortalDbContext CreateDbContext() => contexts.CreateDbContext();
}
