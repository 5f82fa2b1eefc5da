using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Publishing;
using PrivateLink.Portal.Tenants;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>What is read and replaced for a change.</summary>
public sealed class PublicationTests : PublicationTest
{
    [Fact]
    public async Task Save_OfOneHost_TouchesOnlyThat()
    {
        await World.CreateAsync(World.Draft("first.my-saas.io"));
        var other = await World.CreateAsync(World.Draft("other.my-saas.io"));
        var untouched = Current.Find("first.my-saas.io");
        List<PolicyChange> changes = [];
        World.Store.Changed += changes.Add;

        await UpdateAsync(other, draft => draft.Mode = ResourceMode.Monitor);

        Assert.Equal([other], Assert.Single(changes).Touched!);
        Assert.Equal((3L, 1), (Current.Revision, Current.OverlaySize));
        Assert.Equal(ResourceMode.Monitor, Current.Find("other.my-saas.io")!.Mode);
        Assert.Same(untouched, Current.Find("first.my-saas.io"));
    }

    [Fact]
    public async Task Save_OfAHostUnderAWildcard_TouchesTheWildcardToo()
    {
        var wildcard = await World.CreateAsync(World.Draft("*.my-saas.io"));
        List<PolicyChange> changes = [];
        World.Store.Changed += changes.Add;

        var host = await World.CreateAsync(World.Draft("a.my-saas.io"));

        Assert.Equal(new HashSet<Guid> { wildcard, host }, Assert.Single(changes).Touched);
    }

    [Fact]
    public async Task PrivateEndpoint_SwitchedOffAndRetired_TouchesTheHostsThatListIt()
    {
        await World.CreateAsync(World.Draft("first.my-saas.io", links: [World.AzureDraft()]));
        var listing = await World.CreateAsync(World.Draft("listing.my-saas.io", links: [World.AwsDraft()]));
        await using var context = Database.CreateDbContext();
        var endpoint = await context.PrivateEndpoints.Where(row => row.LinkId == PortalWorld.AwsLink).Select(row => row.Id).SingleAsync(Cancel);
        var endpoints = new PrivateEndpointService(Database, World.Changes, Options.Create(new EngineOptions()), Database.Time);
        List<PolicyChange> changes = [];
        World.Store.Changed += changes.Add;

        Assert.IsType<SaveResult.Saved>(await endpoints.SwitchAsync(World.MegacorpCaller, endpoint, enabled: false, cancellationToken: Cancel));
        Assert.False(Assert.Single(Current.Find("listing.my-saas.io")!.Links.Grants).Enabled);
        Assert.IsType<SaveResult.Saved>(await endpoints.RetireAsync(World.MegacorpCaller, endpoint, Cancel));

        Assert.Empty(Current.Find("listing.my-saas.io")!.Links.Grants);
        Assert.All(changes, change => Assert.Equal([listing], change.Touched!));
        Assert.Equal(2, changes.Count);
    }

    /// <summary>A shared row is read again only for the resources that share it, and a full read finds no further difference.</summary>
    [Fact]
    public async Task TenantAndService_Changed_TouchWhatIsBehindThem()
    {
        var megacorp = await World.CreateAsync(World.Draft("megacorp.my-saas.io", links: [World.AzureDraft()]));
        var globex = await World.CreateAsync(World.Draft("globex.my-saas.io", tenant: World.Globex, links: [World.AwsDraft()]));
        List<PolicyChange> changes = [];
        World.Store.Changed += changes.Add;

        await SuspendAsync(World.Megacorp, suspended: true);
        await ExpectWholeAsync(changes, megacorp);
        Assert.True(Current.Find("megacorp.my-saas.io")!.Disabled);
        await SuspendAsync(World.Megacorp, suspended: false);
        await ExpectWholeAsync(changes, megacorp);
        Assert.False(Current.Find("megacorp.my-saas.io")!.Disabled);

        await RenameAsync(World.Aws, "saas-aws-renamed");
        await ExpectWholeAsync(changes, globex);
        Assert.Equal("saas-aws-renamed", Assert.Single(Current.Find("globex.my-saas.io")!.Links.Grants).Service);
    }

    /// <summary>A change to a tenant with many hosts leads to a full read.</summary>
    [Fact]
    public async Task Tenant_OfManyHosts_IsReadWithEverythingElse()
    {
        await World.SaveElsewhereAsync(context => context.AddRange(Enumerable.Range(0, TouchedResources.Most + 1).Select(number => new Resource
        {
            TenantId = World.Megacorp.Id,
            Host = $"h{number}.my-saas.io",
            Mode = ResourceMode.Enforce,
            UpstreamId = World.Upstream.Id,
        })));
        await World.Publisher.RefreshAsync(Cancel);

        await SuspendAsync(World.Megacorp, suspended: true);

        Assert.All(Current.Resources, resource => Assert.True(resource.Disabled));
    }

    [Fact]
    public async Task Save_HostRenamed_LeadsOnlyWhereItShould()
    {
        var id = await World.CreateAsync(World.Draft("before.my-saas.io"));

        await UpdateAsync(id, draft => draft.Host = "after.my-saas.io");

        Assert.Null(Current.Find("before.my-saas.io"));
        Assert.Equal(id, Current.Find("after.my-saas.io")!.ResourceId);
    }

    /// <summary>After any sequence of users' changes, the partial reads add up to the database's content.</summary>
    [Fact]
    public async Task Saves_ManyOneAfterTheOther_AddUpToWhatAWholeReadingFinds()
    {
        var random = new Random(20260301);
        List<Guid> ids = [];
        for (var step = 0; step < 40; step++)
            if (ids.Count < 6) ids.Add(await World.CreateAsync(World.Draft($"h{step}.my-saas.io", links: World.AwsDraft())));
            else
                await UpdateAsync(ids[random.Next(ids.Count)], draft =>
                {
                    draft.Mode = (ResourceMode)random.Next(1, 4);
                    draft.Enabled = random.Next(4) > 0;
                    draft.Links.Clear();
                    if (random.Next(3) > 0) draft.Links.Add(World.AwsDraft(enabled: random.Next(2) > 0));
                    if (random.Next(2) > 0) draft.Links.Add(World.AzureDraft());
                });

        var whole = await World.Reader.ReadAsync(followed: null, Cancel);
        Assert.Equal(whole.Mark.Revision, Current.Revision);
        Assert.Empty(PolicyTransition.Difference(Current, whole.Resources));
    }

    private async Task SuspendAsync(Tenant tenant, bool suspended) =>
        Assert.IsType<SaveResult.Saved>(await new TenantDirectory(Database, World.Changes).SuspendAsync(PortalWorld.Company, tenant.Id, suspended, "only a test", Cancel));

    private async Task RenameAsync(PrivateLinkService service, string name)
    {
        using var world = new ConnectionLogWorld(Database, Database.Time);
        var publishing = new PublishingService(Database, World.Changes, new ListenerTrust(Options.Create(new EngineOptions())), world.Live);
        var detail = (await publishing.FindAsync(PortalWorld.Company, service.Id, Cancel))!;
        detail.Draft.Name = name;
        detail.Draft.Alias = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238";
        detail.Draft.ZoneIds = "use1-az2 use1-az4";
        Assert.IsType<SaveResult.Saved>(await publishing.UpdateAsync(PortalWorld.Company, service.Id, detail.Version, detail.Draft, Cancel));
    }

    /// <summary>Expects that the last change touched one resource, and that the policy in force equals a full read.</summary>
    private async Task ExpectWholeAsync(List<PolicyChange> changes, Guid touched)
    {
        Assert.Equal([touched], Assert.Single(changes).Touched!);
        changes.Clear();
        var whole = await World.Reader.ReadAsync(followed: null, Cancel);
        Assert.Equal(whole.Mark.Revision, Current.Revision);
        Assert.Empty(PolicyTransition.Difference(Current, whole.Resources));
    }
}
