using PrivateLink.Portal.Access;
using PrivateLink.Portal.Resources;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Resources;

/// <summary>A portal with tenants and links, on one of the databases.</summary>
public abstract class ResourceServiceTest(TestDatabase database) : IAsyncLifetime
{
    private protected TestDatabase Database { get; } = database;

    private protected PortalWorld World { get; } = new(database, database.Time);

    private protected ResourceService Resources => World.Resources;

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
