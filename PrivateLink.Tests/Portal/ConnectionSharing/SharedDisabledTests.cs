using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionSharing;
using PrivateLink.Portal.Tenants;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Onboarding;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionSharing;

/// <summary>A shared connection that was denied because something is disabled: only the one who disabled it can enable it.</summary>
public sealed class SharedDisabledTests() : OnboardingTest(new SqliteTestDatabase())
{
    private const string Why = "their account was stolen";

    [Theory]
    [InlineData(true, "company", "The company has disabled this private endpoint. Ask the company to enable it.")]
    [InlineData(false, "you", "Your own people have disabled this private endpoint. Enable it if it should connect.")]
    public async Task Preview_LinkDisabled_SaysWhoDisabledItAndWhoMustAct(bool byCompany, string who, string whatToDo)
    {
        var id = await World.StartWithLinkAsync();
        Assert.IsType<SaveResult.Saved>(await World.Endpoints.SwitchAsync(byCompany ? PortalWorld.Company : World.Mia, id, enabled: false, Why, Cancel));

        AssertIs(await SharedAsync(Reason.LinkDisabled), who, whatToDo, new("link", who, World.Now));
    }

    /// <summary>The company's switch at one host leaves the endpoint itself enabled.</summary>
    [Fact]
    public async Task Preview_LinkDisabledAtTheHostAndEnabledSince_StaysTheCompanys()
    {
        await World.StartWithLinkAsync();
        await SaveHostAsync(PortalWorld.Company, draft => draft.Links[0].Enabled = false);
        var (denied, at) = (Denied(Reason.LinkDisabled), World.Now);
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        await SaveHostAsync(PortalWorld.Company, draft => draft.Links[0].Enabled = true);

        AssertIs(await SharedAsync(denied), "company", "The company has disabled this private endpoint. Ask the company to enable it.", new("link", "company", at));
    }

    [Theory]
    [InlineData(true, "company", "The company has disabled this host. Ask the company to enable it.")]
    [InlineData(false, "you", "Your own people have disabled this host. Enable it if it should connect.")]
    public async Task Preview_HostDisabled_SaysWhoDisabledItAndWhoMustAct(bool byCompany, string who, string whatToDo)
    {
        await SaveHostAsync(byCompany ? PortalWorld.Company : World.Mia, draft => draft.Enabled = false);

        AssertIs(await SharedAsync(Reason.HostDisabled), who, whatToDo, new("host", who, World.Now));
    }

    [Fact]
    public async Task Preview_HostDisabledByItsPeopleAndKeptSoByTheCompany_IsTheCompanys()
    {
        await SaveHostAsync(World.Mia, draft => draft.Enabled = false);
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        await SaveHostAsync(PortalWorld.Company, draft => draft.KeepOff = true);

        Assert.Equal("company", (await SharedAsync(Reason.HostDisabled)).Reason.WhoActs);
    }

    [Fact]
    public async Task Preview_TenantSuspended_IsTheCompanys()
    {
        var (tenants, megacorp) = (new TenantDirectory(Database, World.Changes), World.Portal.Megacorp.Id);
        Assert.IsType<SaveResult.Saved>(await tenants.SuspendAsync(PortalWorld.Company, megacorp, suspended: true, Why, Cancel));

        AssertIs(await SharedAsync(Reason.HostDisabled), "company", "The company has disabled access to this host. Ask the company to enable it.", new("tenant", "company", World.Now));
    }

    /// <summary>If nothing shows who did it, the reason decides.</summary>
    [Fact]
    public async Task Preview_NothingInTheAuditLog_FollowsTheReason()
    {
        var document = await SharedAsync(Reason.HostDisabled);

        Assert.Equal(("company", null), (document.Reason.WhoActs, document.Disabled));
    }

    private static void AssertIs(SharedDocument document, string who, string whatToDo, SharedSwitch act)
    {
        Assert.Equal((who, whatToDo), (document.Reason.WhoActs, document.Reason.WhatToDo));
        Assert.Equal(act, Assert.Single(document.Disabled!));
        foreach (var word in (string[])["ada", "mia", Why]) Assert.DoesNotContain($"\"{word}", document.ToJson(), StringComparison.Ordinal);
    }

    private Task<SharedDocument> SharedAsync(Reason reason) => SharedAsync(Denied(reason));

    private async Task<SharedDocument> SharedAsync(ConnectionDecision denied)
    {
        World.Live.Live.Take([new(denied)]);
        var shares = new ConnectionShares(
            Database, World.Changes, World.Live.Live, new StoredConnections(Database, World.Live.Sights), World.Live.Sights, new(new(Database), new(Database)),
            World.Portal.Ceilings, Database.Time);
        return (await shares.PreviewAsync(PortalWorld.Company, denied.Id, Cancel))!;
    }

    private ConnectionDecision Denied(Reason reason) => World.Decision(reason, PortalWorld.AwsLink, World.MegacorpHost) with { Verdict = Verdict.Denied };

    private async Task SaveHostAsync(Caller caller, Action<PrivateLink.Portal.Resources.ResourceDraft> change)
    {
        var detail = (await World.Portal.Resources.FindAsync(caller, World.MegacorpHost, Cancel))!;
        change(detail.Draft);
        detail.Draft.Reason = Why;
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.UpdateAsync(caller, World.MegacorpHost, detail.Version, detail.Draft, Cancel));
    }
}
