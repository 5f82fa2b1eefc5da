using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public sealed class LinkHoldersTests : PortalWorldTest
{
    private readonly LinkHolders _holders;

    public LinkHoldersTests()
        : base(new SqliteTestDatabase()) => _holders = new(Database);

    [Fact]
    public async Task OfAsync_LinkThatATenantHas_NamesIt()
    {
        await World.Resources.CreateAsync(PortalWorld.Company, World.Draft("megacorp.my-saas.io", links: [World.AwsDraft()]), Cancel);

        var holder = Assert.Single((await _holders.OfAsync(PortalWorld.Company, TestPolicy.Link(CloudProvider.Aws, PortalWorld.AwsLink), Cancel))!);

        Assert.Equal((World.Megacorp.Id, "Megacorp"), (holder.TenantId, holder.Tenant));
        Assert.NotEqual(PrivateEndpointState.Retired, holder.State);
    }

    [Fact]
    public async Task OfAsync_LinkThatNobodyHas_IsEmpty() => Assert.Empty((await _holders.OfAsync(PortalWorld.Company, TestPolicy.GcpLink, Cancel))!);

    [Fact]
    public async Task OfAsync_ATenant_MayNotAsk() =>
        await Assert.ThrowsAsync<NotPermittedException>(() => _holders.OfAsync(World.MegacorpCaller, TestPolicy.GcpLink, Cancel));
}
