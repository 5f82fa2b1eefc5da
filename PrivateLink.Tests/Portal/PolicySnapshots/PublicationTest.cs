using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>A portal whose changes take effect.</summary>
public abstract class PublicationTest : IAsyncLifetime
{
    private protected SqliteTestDatabase Database { get; } = new();

    private protected PortalWorld World { get; }

    private protected PublicationTest() => World = new PortalWorld(Database, Database.Time);

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected PolicySnapshot Current => World.Store.Current!;

    public async ValueTask InitializeAsync()
    {
        await Database.CreateAsync();
        await World.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await World.Upkeep.StopAsync(CancellationToken.None);
        World.Dispose();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected async Task UpdateAsync(Guid id, Action<ResourceDraft> change)
    {
        var detail = (await World.Resources.FindAsync(PortalWorld.Company, id, Cancel))!;
        change(detail.Draft);
        detail.Draft.Reason = "only a test";
        var result = await World.Resources.PutBackAsync(PortalWorld.Company, id, detail.Version, detail.Draft, Cancel);
        Assert.IsType<Enforcement.InForce>(Assert.IsType<SaveResult.Saved>(result).Enforcement);
    }
}
