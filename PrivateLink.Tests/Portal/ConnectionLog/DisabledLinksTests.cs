using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using PrivateLink.Tests.Portal.Onboarding;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public sealed class DisabledLinksTests() : OnboardingTest(new SqliteTestDatabase())
{
    [Fact]
    public async Task OfAsync_TheHostsLinkDisabledByTheCompany_IsTheCompanysWithItsReason()
    {
        await World.StartWithLinkAsync();
        await SwitchAtHostAsync(PortalWorld.Company, enabled: false);
        var then = Denied();

        var disabled = (await OfAsync(World.Mia, then))!;

        var act = Assert.Single(disabled.Acts!);
        Assert.Equal((true, "ada", "their account was stolen"), (disabled.IsCompanys, act.By, act.Reason));
        Assert.Null(await OfAsync(World.Gus, then));

        Database.Time.Advance(TimeSpan.FromMinutes(1));
        await SwitchAtHostAsync(PortalWorld.Company, enabled: true);
        Assert.Single((await OfAsync(PortalWorld.Company, then))!.Acts!);
        var now = (await OfAsync(PortalWorld.Company, Denied()))!;
        Assert.False(now.IsCompanys);
        Assert.Empty(now.Acts!);
    }

    [Fact]
    public async Task OfAsync_TheEndpointDisabled_TellsWhoseSwitchItIs()
    {
        var id = await World.StartWithLinkAsync();
        Assert.IsType<SaveResult.Saved>(await World.Endpoints.SwitchAsync(World.Mia, id, enabled: false, cancellationToken: Cancel));
        var own = (await OfAsync(PortalWorld.Company, Denied()))!;
        Assert.Equal((false, "mia"), (own.IsCompanys, Assert.Single(own.Acts!).By));

        Database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SaveResult.Saved>(await World.Endpoints.SwitchAsync(PortalWorld.Company, id, enabled: false, "the link was stolen", Cancel));
        var kept = (await OfAsync(PortalWorld.Company, Denied()))!;
        var act = Assert.Single(kept.Acts!);
        Assert.Equal((true, "ada", "the link was stolen"), (kept.IsCompanys, act.By, act.Reason));
    }

    [Fact]
    public async Task OfAsync_LinkRemovedAndListedAgain_IsDisabledByNobody()
    {
        await World.StartWithLinkAsync();
        await SwitchAtHostAsync(World.Mia, enabled: false);
        Assert.Single((await OfAsync(PortalWorld.Company, Denied()))!.Acts!);
        Database.Time.Advance(TimeSpan.FromMinutes(1));

        await SaveAsync(World.Mia, draft => draft.Links.Clear());
        await SaveAsync(World.Mia, draft => draft.Links.Add(World.Portal.AwsDraft()));

        Assert.Empty((await OfAsync(PortalWorld.Company, Denied()))!.Acts!);
    }

    private Task<DisabledLink?> OfAsync(Caller caller, ConnectionView connection) => new DisabledLinks(Database).OfAsync(caller, connection, Cancel);

    private ConnectionView Denied() => Decisions.View(Decisions.Denied(Reason.LinkDisabled) with
    {
        ResourceId = World.MegacorpHost,
        TenantId = World.Portal.Megacorp.Id,
        LinkId = TestPolicy.Link(CloudProvider.Aws, PortalWorld.AwsLink),
        Time = Database.Time.GetUtcNow(),
    });

    private Task SwitchAtHostAsync(Caller caller, bool enabled) => SaveAsync(caller, draft =>
    {
        draft.Links[0].Enabled = enabled;
        if (!enabled) draft.Reason = "their account was stolen";
    });

    private async Task SaveAsync(Caller caller, Action<ResourceDraft> change)
    {
        var detail = (await World.Portal.Resources.FindAsync(caller, World.MegacorpHost, Cancel))!;
        change(detail.Draft);
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.UpdateAsync(caller, World.MegacorpHost, detail.Version, detail.Draft, Cancel));
    }
}
