using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Data;

namespace PrivateLink.Tests.Support.Data;

/// <summary>An empty, migrated database for one test, deleted afterwards.</summary>
public abstract class TestDatabase : IDbContextFactory<PortalDbContext>, IAsyncDisposable
{
    public virtual FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>Skips the test if there is no such database.</summary>
    public abstract ValueTask CreateAsync();

    public abstract PortalDbContext CreateDbContext();

    public abstract ValueTask DisposeAsync();
}
