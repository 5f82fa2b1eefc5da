using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public sealed class LinkHoldersTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly PortalWorld _world;
    private readonly LinkHolders _holders;

    public LinkHoldersTests()
    {
        _world = new(_database, _database.Time);
        _holders = new(_database);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        await _world.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task OfAsync_LinkThatATenantHas_NamesIt()
    {
        await _world.Resources.CreateAsync(PortalWorld.Company, _world.Draft("megacorp.my-saas.io", links: [_world.AwsDraft()]), Cancel);

        var holder = Assert.Single((await _holders.OfAsync(PortalWorld.Company, TestPolicy.Link(CloudProvider.Aws, PortalWorld.AwsLink), Cancel))!);

        Assert.Equal((_world.Megacorp.Id, "Megacorp"), (holder.TenantId, holder.Tenant));
        Assert.NotEqual(PrivateEndpointState.Retired, holder.State);
    }

    [Fact]
    public async Task OfAsync_LinkThatNobodyHas_IsEmpty() => Assert.Empty((await _holders.OfAsync(PortalWorld.Company, TestPolicy.GcpLink, Cancel))!);

    [Fact]
    public async Task OfAsync_ATenant_MayNotAsk() =>
        await Assert.ThrowsAsync<NotPermittedException>(() => _holders.OfAsync(_world.MegacorpCaller, TestPolicy.GcpLink, Cancel));
}
