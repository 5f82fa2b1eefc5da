using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.Onboarding;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class VerificationServiceOnSqliteTests() : VerificationServiceTests(new SqliteTestDatabase());

public sealed class VerificationServiceOnSqlServerTests() : VerificationServiceTests(new SqlServerTestDatabase());

/// <summary>What a waiting user sees, based on the traffic itself.</summary>
public abstract class VerificationServiceTests(TestDatabase database) : OnboardingTest(database)
{
    [Fact]
    public async Task CheckAsync_OverThePublicPath_SaysSo()
    {
        var id = await World.StartWithLinkAsync();
        await World.Onboarding.ConfirmDnsAsync(World.Mia, id, Cancel);
        Take(World.Decision(Reason.LinkMissing, null, World.MegacorpHost) with { Source = null, Peer = TestDecision.Address("203.0.113.7", 4711) });

        var finding = Assert.Single((await CheckAsync(id)).Findings);

        Assert.Equal(FindingKind.PublicPath, finding.Kind);
        Assert.Contains("203.0.113.7:4711", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_AnotherLinkFirstAndTheRightOneAfterwards_IsDiagnosedAndThenVerified()
    {
        var id = await World.StartWithLinkAsync();
        Take(World.Decision(Reason.LinkMismatch, PortalWorld.OtherAwsLink, World.MegacorpHost));
        Assert.Contains("…0718", Assert.Single((await CheckAsync(id)).Findings).Evidence, StringComparison.Ordinal);

        Take(World.Decision(Reason.LinkMatched, PortalWorld.AwsLink, World.MegacorpHost));
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        var view = await CheckAsync(id);

        Assert.Empty(view.Findings);
        Assert.Equal(PrivateEndpointState.Verified, view.Endpoint.State);
        Assert.Equal("10.0.20.7:40000", view.Connection!.Source.ToString());
    }

    [Fact]
    public async Task CheckAsync_AnotherTenantsLink_NamesNothingOfIt()
    {
        await World.StartWithLinkAsync(PortalWorld.OtherAwsLink, World.Gus);
        var id = await World.StartWithLinkAsync();
        Take(World.Decision(Reason.LinkMismatch, PortalWorld.OtherAwsLink, World.MegacorpHost));

        Assert.DoesNotContain("0718", Assert.Single((await CheckAsync(id)).Findings).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_NoHeaderOnThePrivateListener_IsOurs()
    {
        var id = await World.StartWithLinkAsync();
        Take(World.Decision(Reason.HeaderMissing, null, null) with { Verdict = Verdict.Denied });

        Assert.Equal(StepOwner.Us, Assert.Single((await CheckAsync(id)).Findings).Owner);
    }

    [Fact]
    public async Task CheckAsync_HeaderMissingBeforeAnotherLinkCame_WasAScan()
    {
        var id = await World.StartWithLinkAsync();
        Take(World.Decision(Reason.HeaderMissing, null, null) with { Verdict = Verdict.Denied });
        Take(World.Decision(Reason.LinkMismatch, PortalWorld.OtherAwsLink, null) with { Verdict = Verdict.Denied });

        Assert.Empty((await CheckAsync(id)).Findings);
    }

    [Fact]
    public async Task CheckAsync_AHostThatNobodyMeant_SaysWhatWasAskedFor()
    {
        var id = await World.StartWithLinkAsync();
        await using (var context = Database.CreateDbContext())
        {
            var link = new PrivateLink.Portal.Data.Entities.LinkObservation { Cloud = CloudProvider.Aws, Service = "SAAS-AWS", LinkId = PortalWorld.AwsLink };
            link.Add(World.Now, World.Decision(Reason.NameUnknown, PortalWorld.AwsLink, null) with { Host = "wrong.example" }, 1);
            context.Add(link);
            await context.SaveChangesAsync(Cancel);
        }

        Assert.Contains("wrong.example", Assert.Single((await CheckAsync(id)).Findings).Evidence, StringComparison.Ordinal);
    }

    /// <summary>Any tenant can type any ID, so traffic through another tenant's link is not shown to it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CheckAsync_TypedIdOfAnotherTenant_TellsNothingOfItsTraffic(bool isListed)
    {
        if (isListed) await World.StartWithLinkAsync(PortalWorld.OtherAwsLink, World.Gus);
        var id = await World.StartWithLinkAsync(PortalWorld.OtherAwsLink);
        await World.SeeAsync(PortalWorld.OtherAwsLink, World.GlobexHost, World.Portal.Globex.Id);
        Database.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(FindingKind.NeverSeen, Assert.Single((await CheckAsync(id)).Findings).Kind);
        var row = Assert.Single(await World.Endpoints.ListAsync(World.Mia, Cancel));
        Assert.Null(row.LastSeen);
    }

    /// <summary>A denied connection was seen too, and a list that says only "seen" reads as if all were well.</summary>
    [Fact]
    public async Task ListAsync_TheLastConnectionWasDenied_TellsItsReasonAndASuspension()
    {
        await World.StartWithLinkAsync();
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        Assert.Equal((Reason.LinkMatched, false, false), FactsOf(Assert.Single(await World.Endpoints.ListAsync(World.Mia, Cancel))));

        Database.Time.Advance(TimeSpan.FromMinutes(1));
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id, Reason.HostDisabled);
        await using (var context = Database.CreateDbContext())
        {
            (await context.Tenants.FindAsync([World.Portal.Megacorp.Id], Cancel))!.Suspended = true;
            await context.SaveChangesAsync(Cancel);
        }

        var row = Assert.Single(await World.Endpoints.ListAsync(World.Mia, Cancel));
        Assert.Equal((Reason.HostDisabled, true, false), FactsOf(row));

        static (Reason?, bool, bool) FactsOf(PrivateEndpointRow row) => (row.LastReason, row.IsSuspended, row.WaitsForListener);
    }

    [Fact]
    public async Task CheckAsync_OneOfTwoHostsReached_OnlyThatOneIsDone()
    {
        var api = await World.Portal.CreateAsync(World.Portal.Draft("api.my-saas.io", ResourceMode.Monitor));
        var draft = World.Draft();
        draft.HostIds.Add(api);
        var id = Assert.IsType<SaveResult.Saved>(await World.Onboarding.StartAsync(World.Mia, draft, Cancel)).Id;
        await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PortalWorld.AwsLink), Cancel);
        await World.Onboarding.ConfirmZonesAsync(World.Mia, id, Cancel);
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        Take(World.Decision(Reason.LinkMissing, null, api) with { Host = "api.my-saas.io", Source = null, Peer = TestDecision.Address("203.0.113.7", 4711) });

        var view = await CheckAsync(id);

        Assert.Equal(PrivateEndpointState.Verified, view.Endpoint.State);
        Assert.Equal(api, Assert.Single(view.Endpoint.UnreachedHosts).Id);
        var row = Assert.Single(await World.Endpoints.ListAsync(World.Mia, Cancel), row => row.Id == id);
        Assert.Equal((1, 2), (row.ReachedHosts, row.Hosts.Count));
        Assert.Contains("api.my-saas.io", Assert.Single(view.Findings).Evidence, StringComparison.Ordinal);
        var steps = OnboardingSteps.Of(view.Endpoint);
        Assert.Equal((StepState.Current, "1 of 2 hosts reached"), StateOf(steps, OnboardingStep.Dns));
        Assert.Equal(HopState.Unproved, NetworkPath.Of(view)[^1].State);

        await World.SeeAsync(PortalWorld.AwsLink, api, World.Portal.Megacorp.Id);
        view = await CheckAsync(id);

        Assert.Empty(view.Findings);
        Assert.Equal(StepState.Done, StateOf(OnboardingSteps.Of(view.Endpoint), OnboardingStep.Verify).State);
        Assert.Equal(HopState.Proved, NetworkPath.Of(view)[^1].State);
    }

    /// <summary>Traffic through a second endpoint, or one in another cloud, is not an error. An endpoint that does not exist yet cannot be reached.</summary>
    [Theory]
    [InlineData("own")]
    [InlineData("cloud")]
    [InlineData("listener")]
    [InlineData("not made")]
    public async Task CheckAsync_AnotherLinkThatIsNoMistake_FindsNothing(string which)
    {
        if (which == "own") await World.StartWithLinkAsync(PortalWorld.OtherAwsLink);
        var id = which == "not made" ? await World.StartAsync() : await World.StartWithLinkAsync();
        var decision = World.Decision(Reason.LinkMismatch, PortalWorld.OtherAwsLink, World.MegacorpHost);
        Take(which switch
        {
            "cloud" => decision with { LinkId = LinkId.Gcp(7) },
            "listener" => decision with { Listener = "gcp" },
            _ => decision,
        });

        Assert.Empty((await CheckAsync(id)).Findings);
    }

    [Fact]
    public async Task CheckAsync_BeforeAnythingWasMade_BlamesNobody()
    {
        var id = await World.StartAsync();
        Take(World.Decision(Reason.HeaderMissing, null, null) with { Verdict = Verdict.Denied });
        Take(World.Decision(Reason.LinkMissing, null, World.MegacorpHost));
        Database.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.Empty((await CheckAsync(id)).Findings);
    }

    [Fact]
    public async Task CheckAsync_ServiceWithoutListener_IsOurs()
    {
        var id = await World.StartWithLinkAsync();
        await using (var context = Database.CreateDbContext())
        {
            (await context.Services.FindAsync([World.Portal.Aws.Id], Cancel))!.Name = "saas-elsewhere";
            await context.SaveChangesAsync(Cancel);
        }

        Database.Time.Advance(TimeSpan.FromMinutes(3));
        var finding = Assert.Single((await CheckAsync(id)).Findings);

        Assert.Equal((FindingKind.NoListener, StepOwner.Us), (finding.Kind, finding.Owner));
    }

    [Fact]
    public async Task CheckAsync_NothingForLong_NeverSeen()
    {
        var id = await World.StartWithLinkAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(FindingKind.NeverSeen, Assert.Single((await CheckAsync(id)).Findings).Kind);
    }

    private static (StepState State, string? Note) StateOf(IReadOnlyList<StepView> steps, OnboardingStep step) =>
        steps.Where(each => each.Step == step).Select(each => (each.State, each.Note)).Single();

    private void Take(ConnectionDecision decision) => World.Live.Live.Take([new DecisionEvent(decision, null)]);

    private async Task<VerificationView> CheckAsync(Guid id) => (await World.Verification.CheckAsync(World.Mia, id, Cancel))!;
}
