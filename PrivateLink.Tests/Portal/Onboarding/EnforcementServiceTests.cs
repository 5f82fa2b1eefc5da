using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class EnforcementServiceOnSqliteTests() : EnforcementServiceTests(new SqliteTestDatabase());

public sealed class EnforcementServiceOnSqlServerTests() : EnforcementServiceTests(new SqlServerTestDatabase());

/// <summary>From Monitor to Enforce on trial, and all ways to return.</summary>
public abstract class EnforcementServiceTests(TestDatabase database) : OnboardingTest(database)
{
    private const string Host = "megacorp.my-saas.io";

    private static EnforcementConsent Consent(string host = Host, int minutes = 10, bool withoutLink = false) => new(host, TimeSpan.FromMinutes(minutes), withoutLink);

    private ResourceMode ModeInForce => World.Portal.Store.Current!.Find(Host)!.Mode;

    [Fact]
    public async Task EnforceAsync_Agreed_IsEnforcedOnTrial()
    {
        await World.VerifyLinkAsync();

        Assert.IsType<SaveResult.Saved>(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, Consent(), Cancel));

        Assert.Equal(ResourceMode.Enforce, ModeInForce);
        var view = await FindAsync();
        Assert.Equal((World.Now + TimeSpan.FromMinutes(10), null), (view.Trial!.Deadline, view.Trial.MatchedAt));
    }

    [Fact]
    public async Task EnforceAsync_UntilItIsConfirmed_TheStepIsNotDone()
    {
        await World.VerifyLinkAsync();
        var id = Assert.Single(await World.Endpoints.ListAsync(World.Mia, Cancel)).Id;
        await World.Onboarding.ConfirmZonesAsync(World.Mia, id, Cancel);
        await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, Consent(), Cancel);

        var onTrial = OnboardingSteps.Of(await ViewAsync(id)).Single(step => step.Step == OnboardingStep.Enforce);
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, Host, Cancel));
        var confirmed = OnboardingSteps.Of(await ViewAsync(id)).Single(step => step.Step == OnboardingStep.Enforce);

        Assert.Equal((StepState.Current, "On trial: confirm it"), (onTrial.State, onTrial.Note));
        Assert.Equal((StepState.Done, "1 of 1 host enforced"), (confirmed.State, confirmed.Note));
    }

    [Theory]
    [InlineData("globex.my-saas.io", 10, "Type megacorp.my-saas.io")]
    [InlineData("", 10, "Type megacorp.my-saas.io")]
    [InlineData(Host, 0, "between one minute and 72 hours")]
    [InlineData(Host, 72 * 60 + 1, "between one minute and 72 hours")]
    public async Task EnforceAsync_NotAgreed_IsRefused(string typed, int minutes, string explanation)
    {
        await World.VerifyLinkAsync();

        Assert.Contains(explanation, SentenceOf(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, Consent(typed, minutes), Cancel)), StringComparison.Ordinal);
        Assert.Equal(ResourceMode.Monitor, ModeInForce);
    }

    [Fact]
    public async Task EnforceAsync_BeforeALinkWasVerified_TakesAnOwnerWhoSaysSo()
    {
        await World.StartWithLinkAsync();
        var member = Caller.Tenant("max", World.Portal.Megacorp.Id, TenantRole.Member);

        Assert.Contains("Tick the box", SentenceOf(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, Consent(), Cancel)), StringComparison.Ordinal);
        Assert.Contains("only an owner", SentenceOf(await World.Enforcement.EnforceAsync(member, World.MegacorpHost, Consent(withoutLink: true), Cancel)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, Consent(withoutLink: true), Cancel));
    }

    /// <summary>The endpoint works, but whether this host's clients reach it is unknown.</summary>
    [Fact]
    public async Task EnforceAsync_OnlyAnotherHostWasReached_TakesAnOwnerWhoSaysSo()
    {
        var api = await World.Portal.CreateAsync(World.Portal.Draft("api.my-saas.io", ResourceMode.Monitor));
        var draft = World.Draft();
        draft.HostIds.Add(api);
        var id = Assert.IsType<SaveResult.Saved>(await World.Onboarding.StartAsync(World.Mia, draft, Cancel)).Id;
        await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PortalWorld.AwsLink), Cancel);
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.Upkeep.TryAsync(last: false, Cancel);

        Assert.Contains("Tick the box", SentenceOf(await World.Enforcement.EnforceAsync(World.Mia, api, Consent("api.my-saas.io"), Cancel)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, Consent(), Cancel));
    }

    [Fact]
    public async Task EnforceAsync_FromOpen_MonitorsFirst()
    {
        var open = await World.Portal.CreateAsync(World.Portal.Draft("open.my-saas.io", ResourceMode.Open));

        Assert.Contains("Monitor the host first", SentenceOf(await World.Enforcement.EnforceAsync(World.Mia, open, Consent("open.my-saas.io"), Cancel)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.MonitorAsync(World.Mia, open, Cancel));
        Assert.Equal(ResourceMode.Monitor, World.Portal.Store.Current!.Find("open.my-saas.io")!.Mode);
    }

    [Fact]
    public async Task Timer_NotConfirmedInTime_GoesBackToMonitor()
    {
        await EnforceAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await World.Timer.TryAsync(last: false, Cancel);
        Assert.Equal(ResourceMode.Enforce, ModeInForce);

        Database.Time.Advance(TimeSpan.FromSeconds(1));
        await World.Timer.TryAsync(last: false, Cancel);

        Assert.Equal(ResourceMode.Monitor, ModeInForce);
        var view = await FindAsync();
        Assert.Equal((TrialOutcome.RolledBack, null), (view.LastOutcome, view.Trial));
    }

    /// <summary>A restored backup may still have a trial that was confirmed long ago.</summary>
    [Fact]
    public async Task Timer_DatabaseInDoubt_Waits()
    {
        await EnforceAsync();
        var newest = World.Portal.Store.Current!.Revision;
        await using (var context = Database.CreateDbContext())
        {
            await context.PolicyRevisions.Where(revision => revision.Number == newest).ExecuteDeleteAsync(Cancel);
            await context.Resources.Where(resource => resource.Id == World.MegacorpHost).ExecuteUpdateAsync(set => set.SetProperty(resource => resource.Host, "older.my-saas.io"), Cancel);
        }

        await World.Portal.Publisher.RefreshAsync(Cancel);
        Database.Time.Advance(TimeSpan.FromMinutes(10));
        await World.Timer.TryAsync(last: false, Cancel);

        Assert.NotNull(World.Portal.Publisher.Status.Doubt);
        Assert.NotNull((await FindAsync()).Trial);
        Assert.Equal(ResourceMode.Enforce, ModeInForce);
    }

    [Fact]
    public async Task Timer_TrafficWithoutConfirmation_GoesBackToMonitor()
    {
        await EnforceAsync();
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        Database.Time.Advance(TimeSpan.FromMinutes(10));

        await World.Timer.TryAsync(last: false, Cancel);

        Assert.Equal(ResourceMode.Monitor, ModeInForce);
    }

    [Fact]
    public async Task Timer_AfterARestart_StillKnowsTheDeadline()
    {
        await EnforceAsync();
        Database.Time.Advance(TimeSpan.FromHours(5));

        using var restarted = new OnboardingWorld(Database);
        await restarted.Timer.TryAsync(last: false, Cancel);

        await World.Portal.Publisher.RefreshAsync(Cancel);
        Assert.Equal(ResourceMode.Monitor, ModeInForce);
    }

    [Fact]
    public async Task ConfirmAsync_AListedLinkWasLetIn_IsEnforcedForGood()
    {
        await EnforceAsync();
        Database.Time.Advance(TimeSpan.FromSeconds(5));
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        Assert.NotNull((await FindAsync()).Trial!.MatchedAt);

        Assert.IsType<SaveResult.Saved>(await World.Enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, "", Cancel));

        Database.Time.Advance(TimeSpan.FromDays(30));
        await World.Timer.TryAsync(last: false, Cancel);
        Assert.Equal(ResourceMode.Enforce, ModeInForce);
        Assert.Equal(TrialOutcome.Confirmed, (await FindAsync()).LastOutcome);
    }

    [Fact]
    public async Task ConfirmAsync_WithoutTraffic_TakesTheHostTypedOut()
    {
        await EnforceAsync();

        Assert.Contains("No connection through a listed link was allowed", SentenceOf(await World.Enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, "", Cancel)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, Host, Cancel));
    }

    [Fact]
    public async Task ConfirmAsync_TooLateTwiceOrByAMember_IsRefused()
    {
        await EnforceAsync();
        var member = Caller.Tenant("max", World.Portal.Megacorp.Id, TenantRole.Member);
        Assert.Contains("Only an owner can confirm", SentenceOf(await World.Enforcement.ConfirmAsync(member, World.MegacorpHost, Host, Cancel)), StringComparison.Ordinal);

        Database.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("The trial is over", SentenceOf(await World.Enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, Host, Cancel)), StringComparison.Ordinal);

        await World.Timer.TryAsync(last: false, Cancel);
        Assert.Contains("nothing to confirm", SentenceOf(await World.Enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, Host, Cancel)), StringComparison.Ordinal);
    }

    /// <summary>
    /// The timer waits while the clock is in doubt. So an owner may still confirm, even before anything has checked the clock since its jump.
    /// </summary>
    [Fact]
    public async Task ConfirmAsync_TooLateByAClockThatNobodyHasAskedYet_AsksIt()
    {
        await EnforceAsync();
        Database.Time.Advance(TimeSpan.FromDays(30));
        using var clock = new TrustedClock(Database, Database.Time, NullLogger<TrustedClock>.Instance);
        var enforcement = new EnforcementService(Database, World.Changes, World.Live.Sights, clock, World.Live.RollUps, Database.Time);

        Assert.IsType<SaveResult.Saved>(await enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, Host, Cancel));
    }

    [Theory]
    [InlineData(ResourceMode.Open, true)]
    [InlineData(ResourceMode.Open, false)]
    [InlineData(ResourceMode.Monitor, true)]
    [InlineData(ResourceMode.Monitor, false)]
    public async Task Edit_ToEnforce_IsSentToTheTrialWhoeverTriesIt(ResourceMode from, bool byCompany)
    {
        var host = await World.Portal.CreateAsync(World.Portal.Draft("form.my-saas.io", from, links: World.Portal.AwsDraft()));
        var caller = byCompany ? PortalWorld.Company : World.Mia;
        var detail = (await World.Portal.Resources.FindAsync(caller, host, Cancel))!;
        detail.Draft.Mode = ResourceMode.Enforce;

        Assert.Contains("Enforce a host on trial", SentenceOf(await World.Portal.Resources.UpdateAsync(caller, host, detail.Version, detail.Draft, Cancel)), StringComparison.Ordinal);
        Assert.Equal(from, World.Portal.Store.Current!.Find("form.my-saas.io")!.Mode);
    }

    /// <summary>The name was denied to every client before, so enforcing it blocks no one who had access.</summary>
    [Fact]
    public async Task New_InEnforce_IsTakenWhereNobodyCouldConnectBefore()
    {
        await World.Portal.CreateAsync(World.Portal.Draft("*.wide.my-saas.io", ResourceMode.Monitor));
        await World.Portal.CreateAsync(World.Portal.Draft("*.strict.my-saas.io", ResourceMode.Enforce));
        var covered = World.Portal.Draft("api.wide.my-saas.io", ResourceMode.Enforce);
        var alias = World.Portal.Draft("new.my-saas.io", ResourceMode.Enforce);
        alias.Aliases = "api.wide.my-saas.io";

        Assert.Contains("through *.wide.my-saas.io", SentenceOf(await World.Portal.Resources.CreateAsync(PortalWorld.Company, covered, Cancel)), StringComparison.Ordinal);
        Assert.Contains("through *.wide.my-saas.io", SentenceOf(await World.Portal.Resources.CreateAsync(PortalWorld.Company, alias, Cancel)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.CreateAsync(PortalWorld.Company, World.Portal.Draft("new.my-saas.io", ResourceMode.Enforce), Cancel));
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.CreateAsync(PortalWorld.Company, World.Portal.Draft("api.strict.my-saas.io", ResourceMode.Enforce), Cancel));
        covered.Mode = ResourceMode.Monitor;
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.CreateAsync(PortalWorld.Company, covered, Cancel));
    }

    [Fact]
    public async Task Edit_UnderEnforceDuringATrial_NeverRollsBackByItself()
    {
        await EnforceAsync();
        var detail = (await World.Portal.Resources.FindAsync(World.Mia, World.MegacorpHost, Cancel))!;
        (detail.Draft.Mode, detail.Draft.Reason) = (ResourceMode.Monitor, "nobody can work");
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.UpdateAsync(World.Mia, detail.Id, detail.Version, detail.Draft, Cancel));
        Database.Time.Advance(TimeSpan.FromHours(1));

        await World.Timer.TryAsync(last: false, Cancel);

        Assert.Equal(TrialOutcome.Overtaken, (await FindAsync()).LastOutcome);
    }

    [Fact]
    public async Task Edit_OutOfEnforceDuringATrial_LeavesNothingToConfirm_AndANewTrialCanBegin()
    {
        await EnforceAsync();
        var detail = (await World.Portal.Resources.FindAsync(World.Mia, World.MegacorpHost, Cancel))!;
        (detail.Draft.Mode, detail.Draft.Reason) = (ResourceMode.Monitor, "nobody can work");
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.UpdateAsync(World.Mia, detail.Id, detail.Version, detail.Draft, Cancel));

        Assert.Null((await FindAsync()).Trial);
        Assert.Contains("is not on trial", SentenceOf(await World.Enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, "megacorp.my-saas.io", Cancel)), StringComparison.Ordinal);
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, Consent(), Cancel));
        Assert.NotNull((await FindAsync()).Trial);
    }

    private async Task EnforceAsync()
    {
        await World.VerifyLinkAsync();
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, Consent(), Cancel));
    }

    private async Task<EnforcementView> FindAsync() => (await World.Enforcement.FindAsync(World.Mia, World.MegacorpHost, cancellationToken: Cancel))!;
}
