using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class EmergencyServiceOnSqliteTests() : EmergencyServiceTests(new SqliteTestDatabase());

public sealed class EmergencyServiceOnSqlServerTests() : EmergencyServiceTests(new SqlServerTestDatabase());

/// <summary>The emergency stop: its reason, who is notified, and how to return.</summary>
public abstract class EmergencyServiceTests(TestDatabase database) : OnboardingTest(database)
{
    private const string Host = "megacorp.my-saas.io";
    private const string Reason = "nobody can work";

    private ResourceMode ModeInForce => World.Portal.Store.Current!.Find(Host)!.Mode;

    private static Caller Member(OnboardingWorld world) => Caller.Tenant("mo", world.Portal.Megacorp.Id, TenantRole.Member);

    [Fact]
    public async Task BreakGlassAsync_DuringATrial_GoesBackAtOnce()
    {
        await EnforceAsync();

        await BreakAsync();

        Assert.Equal(ResourceMode.Monitor, ModeInForce);
        Assert.Equal(TrialOutcome.BrokenOff, (await World.Enforcement.FindAsync(World.Mia, World.MegacorpHost, cancellationToken: Cancel))!.LastOutcome);
        Assert.Contains("not enforced", SentenceOf(await World.Emergency.BreakGlassAsync(World.Mia, World.MegacorpHost, Reason, Cancel)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "", "Give a reason")]
    [InlineData(false, "", "Give a reason")]
    [InlineData(false, "too short", "at least 10 characters")]
    [InlineData(false, "          9 letters ", "at least 10 characters")]
    [InlineData(true, "0", "at least 10 characters")]
    public async Task BreakGlassAsync_WithoutAReason_IsRefusedToEverybody(bool byCompany, string reason, string explanation)
    {
        await EnforceAsync();

        Assert.Contains(explanation, SentenceOf(await World.Emergency.BreakGlassAsync(byCompany ? PortalWorld.Company : World.Mia, World.MegacorpHost, reason, Cancel)), StringComparison.Ordinal);
        Assert.Equal(ResourceMode.Enforce, ModeInForce);
    }

    [Fact]
    public async Task BreakGlassAsync_Done_StandsInTheAuditAndInTheRevisionWithItsReason()
    {
        await EnforceAsync();

        await BreakAsync();

        await using var context = Database.CreateDbContext();
        var entry = await context.AuditEntries.OrderByDescending(entry => entry.Sequence).FirstAsync(Cancel);
        Assert.Equal((AuditAction.ResourceGlassBroken.Code, "mia"), (entry.Action, entry.Actor));
        Assert.Contains(Reason, entry.After, StringComparison.Ordinal);
        Assert.Contains(Reason, (await context.PolicyRevisions.OrderByDescending(revision => revision.Number).FirstAsync(Cancel)).Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "mia")]
    [InlineData(true, "ada of the company")]
    public async Task RecentAsync_GlassBroken_TellsEveryOwnerAndOperationsAndNobodyElse(bool byCompany, string who)
    {
        await EnforceAsync();
        await BreakAsync(byCompany ? PortalWorld.Company : World.Mia);

        foreach (var reader in (Caller[])[World.Mia, Caller.Tenant("max", World.Portal.Megacorp.Id), PortalWorld.Company])
        {
            var told = Assert.Single(await World.Emergency.RecentAsync(reader, Cancel));
            Assert.Equal((Host, "Megacorp", who, Reason, true, World.Now), (told.Host, told.Tenant, told.Who, told.Reason, told.IsOpen, told.At));
        }

        Assert.Empty(await World.Emergency.RecentAsync(World.Gus, Cancel));
        Assert.Null(await World.Emergency.FindAsync(World.Gus, World.MegacorpHost, Cancel));
    }

    [Fact]
    public async Task RecentAsync_AfterThreeDays_IsOver()
    {
        await EnforceAsync();
        await BreakAsync();

        Database.Time.Advance(EmergencyService.Told + TimeSpan.FromSeconds(1));

        Assert.Empty(await World.Emergency.RecentAsync(World.Mia, Cancel));
        Assert.Null(await World.Emergency.FindAsync(World.Mia, World.MegacorpHost, Cancel));
    }

    [Fact]
    public async Task EnforceAgainAsync_OfWhatWasPermanent_IsPermanent()
    {
        await EnforceAsync();
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, Host, Cancel));
        Database.Time.Advance(TimeSpan.FromHours(1));
        await BreakAsync();
        Database.Time.Advance(EmergencyService.UndoWindow - TimeSpan.FromSeconds(1));

        Assert.NotNull((await FindAsync())!.UndoUntil);
        Assert.IsType<SaveResult.Saved>(await World.Emergency.EnforceAgainAsync(Member(World), World.MegacorpHost, Cancel));

        Assert.Equal(ResourceMode.Enforce, ModeInForce);
        Assert.Null((await World.Enforcement.FindAsync(World.Mia, World.MegacorpHost, cancellationToken: Cancel))!.Trial);
        Assert.Equal((false, null), (Assert.Single(await World.Emergency.RecentAsync(World.Mia, Cancel)).IsOpen, (await FindAsync())!.UndoUntil));
        await using var context = Database.CreateDbContext();
        Assert.Equal(AuditAction.ResourceEnforcedAgain.Code, (await context.AuditEntries.OrderByDescending(entry => entry.Sequence).FirstAsync(Cancel)).Action);
    }

    [Fact]
    public async Task EnforceAgainAsync_OfATrial_GoesOnWithItsDeadline()
    {
        await EnforceAsync();
        var deadline = World.Now + TimeSpan.FromMinutes(10);
        Database.Time.Advance(TimeSpan.FromMinutes(4));
        await BreakAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(deadline, (await FindAsync())!.UndoUntil);
        Assert.IsType<SaveResult.Saved>(await World.Emergency.EnforceAgainAsync(World.Mia, World.MegacorpHost, Cancel));

        Assert.Equal(deadline, (await World.Enforcement.FindAsync(World.Mia, World.MegacorpHost, cancellationToken: Cancel))!.Trial!.Deadline);
        Database.Time.Advance(TimeSpan.FromMinutes(2));
        await World.Timer.TryAsync(last: false, Cancel);
        Assert.Equal(ResourceMode.Monitor, ModeInForce);
    }

    [Fact]
    public async Task EnforceAgainAsync_TrialIsOverMeanwhile_AsksForANewOne()
    {
        await EnforceAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(4));
        await BreakAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Null((await FindAsync())!.UndoUntil);
        Assert.Contains("Start a new one", SentenceOf(await World.Emergency.EnforceAgainAsync(World.Mia, World.MegacorpHost, Cancel)), StringComparison.Ordinal);
        Assert.Equal(ResourceMode.Monitor, ModeInForce);
    }

    [Fact]
    public async Task EnforceAgainAsync_AfterAQuarterOfAnHour_IsOver()
    {
        await EnforceAsync();
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.ConfirmAsync(World.Mia, World.MegacorpHost, Host, Cancel));
        await BreakAsync();
        Database.Time.Advance(EmergencyService.UndoWindow);

        Assert.Contains("The time to undo is over", SentenceOf(await World.Emergency.EnforceAgainAsync(World.Mia, World.MegacorpHost, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnforceAgainAsync_ModeChangedMeanwhile_IsRefused()
    {
        await EnforceAsync();
        await BreakAsync();
        Database.Time.Advance(TimeSpan.FromSeconds(5));
        await SetModeAsync(ResourceMode.Open);
        await SetModeAsync(ResourceMode.Monitor);

        Assert.Contains("has changed since", SentenceOf(await World.Emergency.EnforceAgainAsync(World.Mia, World.MegacorpHost, Cancel)), StringComparison.Ordinal);
        Assert.Equal((false, null), ((await FindAsync())!.IsOpen, (await FindAsync())!.UndoUntil));
    }

    [Fact]
    public async Task EnforceAgainAsync_HostOfAnotherTenant_DoesNotExist()
    {
        await EnforceAsync();
        await BreakAsync();

        Assert.IsType<SaveResult.NotFound>(await World.Emergency.EnforceAgainAsync(World.Gus, World.MegacorpHost, Cancel));
        Assert.IsType<SaveResult.NotFound>(await World.Emergency.BreakGlassAsync(World.Gus, World.MegacorpHost, Reason, Cancel));
    }

    /// <summary>The links have changed since. Enforcing again with one press would deny every connection.</summary>
    [Fact]
    public async Task EnforceAgainAsync_WithoutAnyLinkMeanwhile_IsRefused()
    {
        await EnforceAsync();
        await BreakAsync();
        var detail = (await World.Portal.Resources.FindAsync(World.Mia, World.MegacorpHost, Cancel))!;
        detail.Draft.Links.Clear();
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.UpdateAsync(World.Mia, detail.Id, detail.Version, detail.Draft, Cancel));

        Assert.Contains("would block everyone", SentenceOf(await World.Emergency.EnforceAgainAsync(World.Mia, World.MegacorpHost, Cancel)), StringComparison.Ordinal);
        Assert.Equal(ResourceMode.Monitor, ModeInForce);
    }

    [Fact]
    public async Task RecentAsync_ManyOtherChangesOfMode_PushNoneOutOfSight()
    {
        await EnforceAsync();
        await BreakAsync();
        Database.Time.Advance(TimeSpan.FromSeconds(1));
        for (var number = 0; number < 51; number++) await World.Portal.CreateAsync(World.Portal.Draft($"h{number}.my-saas.io", ResourceMode.Open));

        Assert.Equal(Host, Assert.Single(await World.Emergency.RecentAsync(World.Mia, Cancel)).Host);
    }

    private async Task EnforceAsync()
    {
        await World.VerifyLinkAsync();
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, new(Host, TimeSpan.FromMinutes(10), WithoutVerifiedLink: false), Cancel));
    }

    private async Task BreakAsync(Caller? caller = null) =>
        Assert.IsType<SaveResult.Saved>(await World.Emergency.BreakGlassAsync(caller ?? World.Mia, World.MegacorpHost, Reason, Cancel));

    private async Task SetModeAsync(ResourceMode mode)
    {
        var detail = (await World.Portal.Resources.FindAsync(World.Mia, World.MegacorpHost, Cancel))!;
        (detail.Draft.Mode, detail.Draft.Reason) = (mode, Reason);
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.UpdateAsync(World.Mia, detail.Id, detail.Version, detail.Draft, Cancel));
    }

    private Task<BrokenGlass?> FindAsync() => World.Emergency.FindAsync(World.Mia, World.MegacorpHost, Cancel);
}
