using PrivateLink.Portal.Access;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal;

/// <summary>The base for tests of services: a portal with tenants and links, on one of the databases.</summary>
public abstract class PortalWorldTest(TestDatabase database) : IAsyncLifetime
{
    private protected TestDatabase Database { get; } = database;

    private protected PortalWorld World { get; } = new(database, database.Time);

    private protected static Caller Company => PortalWorld.Company;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Database.CreateAsync();
        await World.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        World.Dispose();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
