using System.Text;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.AuditEvidence;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.AuditEvidence;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.AuditEvidence;

public sealed class EvidenceServiceTests() : EvidenceTest(new SqliteTestDatabase())
{
    [Fact]
    public async Task MakeAsync_AnEnforcedHost_SaysSinceWhenByWhomAndHowItsEndpointIsProven()
    {
        await EnforceAsync();

        var host = Assert.Single((await MadeAsync()).Document.Hosts);

        Assert.Equal(("megacorp.my-saas.io", "Enforce", true), (host.Host, host.Mode, host.IsOn));
        Assert.Equal(("mia", "mia"), (host.PrivateOnly!.By, host.PrivateOnly.ConfirmedBy));
        Assert.True(host.PrivateOnly.Entry < host.PrivateOnly.ConfirmedEntry);
        Assert.Null(host.TrialUntil);
        var endpoint = Assert.Single(host.Endpoints);
        Assert.Equal((PortalWorld.AwsLink, "proven", "mia", 1), (endpoint.LinkId, endpoint.Proof, endpoint.ProvenBy, host.Endpoints.Count));
        Assert.NotNull(endpoint.FirstSeenAt);
        Assert.StartsWith("Private only since 2026-03-01 12:00:00 UTC, enforced by mia (entry ", EvidenceWords.Status(host), StringComparison.Ordinal);
    }

    /// <summary>The name previously had no host, or an open one. Evidence is about names, so it starts when the host got the name.</summary>
    [Theory]
    [InlineData("renamed.my-saas.io", "")]
    [InlineData("megacorp.my-saas.io", "alias.my-saas.io")]
    public async Task MakeAsync_AHostThatGotANameSince_IsPrivateUnderItSinceThenOnly(string name, string aliases)
    {
        await EnforceAsync();
        Database.Time.Advance(TimeSpan.FromHours(1));
        var detail = (await World.Portal.Resources.FindAsync(PortalWorld.Company, World.MegacorpHost, Cancel))!;
        (detail.Draft.Host, detail.Draft.Aliases) = (name, aliases);
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.UpdateAsync(PortalWorld.Company, detail.Id, detail.Version, detail.Draft, Cancel));
        var renamed = Now;
        Database.Time.Advance(TimeSpan.FromHours(1));

        var document = (await MadeAsync(from: renamed.AddMinutes(-30))).Document;

        var host = Assert.Single(document.Hosts);
        Assert.Equal((renamed, "mia", "mia"), (host.PrivateOnly!.Since, host.PrivateOnly.By, host.PrivateOnly.ConfirmedBy));
        Assert.StartsWith("Not for the whole period", EvidenceWords.Period(document, host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakeAsync_AHostThatWasNeverEnforced_SaysSo()
    {
        var document = (await MadeAsync()).Document;

        var host = Assert.Single(document.Hosts);
        Assert.Null(host.PrivateOnly);
        Assert.StartsWith("Not private: the host is monitored.", EvidenceWords.Status(host), StringComparison.Ordinal);
        Assert.Equal("No change in the period made it private.", EvidenceWords.Period(document, host));
    }

    [Fact]
    public async Task MakeAsync_ATrialThatRuns_IsNotToldAsPrivate()
    {
        Assert.IsType<SaveResult.Saved>(await World.Enforcement.EnforceAsync(World.Mia, World.MegacorpHost, new("megacorp.my-saas.io", TimeSpan.FromMinutes(10), true), Cancel));

        var document = (await MadeAsync()).Document;

        var host = Assert.Single(document.Hosts);
        Assert.Equal(Now.AddMinutes(10), host.TrialUntil);
        Assert.Contains("on trial", EvidenceWords.Status(host), StringComparison.Ordinal);
        Assert.DoesNotContain("whole period", EvidenceWords.Period(document, host).Replace("Not for the whole period", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakeAsync_EveryHourCounted_CountsPublicAttemptsExactly()
    {
        Database.Time.Advance(TimeSpan.FromHours(2));
        for (var hours = 0; hours <= 1; hours++) await CountAsync(Verdict.Denied, Reason.LinkMissing, 40, hours);
        await CountAsync(Verdict.Denied, Reason.LinkMismatch, 3);
        await CountAsync(Verdict.Allowed, Reason.LinkMatched, 500, failed: 9);
        await CountAsync(Verdict.Allowed, Reason.LinkMatched, 0, failed: 2); // recorded after the hour of their decision was written
        await CountAsync(Verdict.Audited, Reason.LinkMissing, 7);
        await CountAsync(Verdict.Denied, Reason.LinkMissing, 1_000, isGlobex: true);
        Database.Time.Advance(TimeSpan.FromMinutes(30));

        var document = (await MadeAsync(from: Now.AddHours(-1))).Document;

        Assert.True(document.IsExact, string.Join(' ', document.NotOnRecord));
        var traffic = Assert.Single(document.Hosts).Traffic;
        Assert.Equal((500, 7, 80, 3), (traffic.LetInByLink, traffic.LetInOtherwise, traffic.RefusedPublic, traffic.RefusedOtherwise));
        Assert.Equal(11, traffic.Failed);
        Assert.Contains(traffic.Reasons, reason => reason is { Verdict: "Denied", Reason: Public, Connections: 80 });
        Assert.Contains("7 connections in the period were allowed without a listed link", EvidenceWords.Warning(document, document.Hosts[0]), StringComparison.Ordinal);
        Assert.StartsWith("1 connection in the period was allowed", EvidenceWords.Warning(document, document.Hosts[0] with { Traffic = traffic with { LetInOtherwise = 1 } }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS us-east-1 for megacorp.my-saas.io", null)]
    [InlineData("the old one", "AWS, us-east-1")]
    public void Place_OfAnEndpoint_IsSaidWhereItsNameDoesNotSayIt(string name, string? place) =>
        Assert.Equal(place, EvidenceWords.Place(new(Guid.Empty, name, "Aws", "us-east-1", null, true, "none", null, null, null, 0, null, null, null)));

    [Fact]
    public async Task MakeAsync_AnHourWithoutAnyCount_IsNamedAndNeverFine()
    {
        Database.Time.Advance(TimeSpan.FromHours(4));
        await CountAsync(Verdict.Denied, Reason.LinkMissing, 1);
        await CountAsync(Verdict.Denied, Reason.LinkMissing, 1, hoursAgo: 3);
        Database.Time.Advance(TimeSpan.FromMinutes(30));

        var document = (await MadeAsync(from: Now.AddHours(-3))).Document;

        var gap = Assert.Single(document.NotOnRecord);
        Assert.Equal((Now.AddHours(-2.5), Now.AddHours(-0.5)), (gap.From, gap.Until));
        Assert.Equal("at least 2", EvidenceWords.Count(document, document.Hosts[0].Traffic.RefusedPublic));
    }

    [Fact]
    public async Task MakeAsync_ConnectionsThatGotLost_MakeItAtLeast()
    {
        await CountAsync(Verdict.Denied, Reason.LinkMissing, 5);
        await using (var context = Database.CreateDbContext())
        {
            var gap = RecordGap.Begin(TestDecision.Of(1, Verdict.Denied) with { Time = Database.Time.GetUtcNow() });
            gap.Add(TestDecision.Of(1, Verdict.Denied) with { Time = Database.Time.GetUtcNow() }, sampled: false);
            context.Add(gap);
            await context.SaveChangesAsync(Cancel);
        }

        Database.Time.Advance(TimeSpan.FromMinutes(1));
        var document = (await MadeAsync(from: Now.AddMinutes(-1))).Document;

        Assert.Contains("Some are missing", Assert.Single(document.NotOnRecord).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakeAsync_WhileTotalsCannotBeStored_SaysThatSomeAreMissing()
    {
        Database.Time.Advance(TimeSpan.FromHours(2));
        for (var hours = 0; hours <= 1; hours++) await CountAsync(Verdict.Denied, Reason.LinkMissing, 5, hours);
        World.Live.RollUps.Take([new DecisionEvent(TestDecision.Of(1, Verdict.Denied) with { Time = Database.Time.GetUtcNow() })]);
        World.Live.RollUps.NotWritten(World.Live.RollUps.Dirty());
        Database.Time.Advance(TimeSpan.FromMinutes(30));

        var gap = Assert.Single((await MadeAsync(from: Now.AddHours(-1))).Document.NotOnRecord);

        Assert.Equal((Now.AddMinutes(-30), Now), (gap.From, gap.Until));
        Assert.Contains("could not be stored", gap.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakeAsync_APeriodFromBeforeTheLog_IsOnlyPartlyOnRecord()
    {
        await CountAsync(Verdict.Denied, Reason.LinkMissing, 5);
        Database.Time.Advance(TimeSpan.FromMinutes(1));

        var gap = Assert.Single((await MadeAsync(from: Now.AddDays(-90))).Document.NotOnRecord);

        Assert.Contains("log begins later", gap.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakeAsync_HoursThatAreDeletedByNow_AreNamed()
    {
        Database.Time.Advance(TimeSpan.FromDays(500));
        await CountAsync(Verdict.Denied, Reason.LinkMissing, 5);

        var document = (await MadeAsync(from: Now.AddDays(-450))).Document;

        Assert.Contains(document.NotOnRecord, gap => gap.Why.Contains("kept for 400 days", StringComparison.Ordinal) && gap.From == Now.AddDays(-450));
    }

    [Fact]
    public async Task MakeAsync_ForATenant_HasItsOwnEntriesAndHashesOfItsOwnPeopleAlone()
    {
        await EnforceAsync();
        await World.Enforcement.MonitorAsync(World.Gus, World.GlobexHost, Cancel);

        var document = (await MadeAsync()).Document;
        var text = Encoding.UTF8.GetString((await MadeAsync()).File.Span);

        Assert.NotEmpty(document.Changes);
        Assert.All(document.Changes, change => Assert.Equal(change.Who == "mia", change.Hash is not null));
        Assert.Contains(document.Changes, change => change is { Action: "resource.created", Who: "ada" });
        Assert.DoesNotContain("globex", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(World.Portal.Upstream.Id.ToString(), text, StringComparison.OrdinalIgnoreCase);
        await using var context = Database.CreateDbContext();
        var entry = await context.AuditEntries.SingleAsync(row => row.Sequence == document.Chain.Entry, Cancel);
        Assert.Equal((document.Chain.Hash, (Guid?)World.Portal.Megacorp.Id), (entry.Hash, entry.ActorTenantId));
    }

    [Fact]
    public async Task MakeAsync_ForTheCompany_HasEveryHash()
    {
        await EnforceAsync();

        var document = (await MadeAsync(PortalWorld.Company, tenant: World.Portal.Megacorp.Id)).Document;

        Assert.All(document.Changes, change => Assert.NotNull(change.Hash));
        Assert.Equal(document.Chain.Through, document.Chain.Entry);
    }

    [Fact]
    public async Task MakeAsync_OneHost_HasTheChangesOfThatHostAndItsEndpoints()
    {
        await EnforceAsync();
        var other = await World.Portal.CreateAsync(World.Portal.Draft("other.my-saas.io", ResourceMode.Open));
        Database.Time.Advance(TimeSpan.FromMinutes(1));

        var whole = (await MadeAsync()).Document;
        var one = (await MadeAsync(host: other)).Document;

        Assert.Equal(2, whole.Hosts.Count);
        Assert.Equal(("other.my-saas.io", "other.my-saas.io"), (one.Host, Assert.Single(one.Hosts).Host));
        Assert.Equal("resource.created", Assert.Single(one.Changes).Action);
    }

    [Fact]
    public async Task MakeAsync_LeavesAnEntryThatHoldsTheChecksum()
    {
        var made = await MadeAsync(host: World.MegacorpHost);

        await using var context = Database.CreateDbContext();
        var entry = await context.AuditEntries.SingleAsync(row => row.Sequence == made.Entry, Cancel);
        Assert.Equal(("evidence.made", "mia", "megacorp.my-saas.io", made.Hash), (entry.Action, entry.Actor, entry.TargetName, entry.Hash));
        Assert.Contains(made.Checksum, entry.After, StringComparison.Ordinal);
        Assert.Equal(made.Checksum, EvidenceDocument.ChecksumOf(made.File.Span));
        Assert.Equal(made.Checksum, Assert.Single((await Evidence.ChoicesAsync(World.Mia, null, Cancel))!.Made).Checksum);
    }

    [Fact]
    public async Task MakeAsync_ForAnotherTenant_IsAboutTheOwnOne()
    {
        Assert.Equal("Megacorp", (await MadeAsync(tenant: World.Portal.Globex.Id)).Document.Tenant);
        Assert.IsType<SaveResult.NotFound>((await Evidence.MakeAsync(World.Mia, new() { HostId = World.GlobexHost, From = Now.AddDays(-1), Until = Now }, Cancel)).Result);
    }

    [Fact]
    public async Task MakeAsync_ByAMember_IsRefused() => Assert.IsType<SaveResult.Refused>(
        (await Evidence.MakeAsync(Caller.Tenant("moe", World.Portal.Megacorp.Id, TenantRole.Member), new() { From = Now.AddDays(-1), Until = Now }, Cancel)).Result);

    [Fact]
    public async Task MakeAsync_APeriodThatIsNone_SaysSo()
    {
        Assert.Contains("starts after its end", SentenceOf((await Evidence.MakeAsync(World.Mia, new() { From = Now.AddDays(1), Until = Now.AddDays(2) }, Cancel)).Result), StringComparison.Ordinal);
        Assert.Contains("at most", SentenceOf((await Evidence.MakeAsync(World.Mia, new() { From = Now.AddDays(-900), Until = Now }, Cancel)).Result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shelf_HandsOutWhatItsOwnSideMade_ForAnHour()
    {
        var (own, companys) = (await MadeAsync(), await MadeAsync(PortalWorld.Company, tenant: World.Portal.Megacorp.Id));

        Assert.NotNull(Shelf.Find(World.Mia, own.Document.Id));
        Assert.NotNull(Shelf.Find(PortalWorld.Company, own.Document.Id));
        Assert.Null(Shelf.Find(World.Gus, own.Document.Id));
        Assert.Null(Shelf.Find(World.Mia, companys.Document.Id));
        Database.Time.Advance(EvidenceShelf.Kept + TimeSpan.FromSeconds(1));
        Assert.Null(Shelf.Find(World.Mia, own.Document.Id));
    }

    [Theory]
    [InlineData(EvidencePeriod.Last30Days, "2026-01-30", "2026-03-01T12:00")]
    [InlineData(EvidencePeriod.LastQuarter, "2025-10-01", "2026-01-01")]
    [InlineData(EvidencePeriod.ThisQuarter, "2026-01-01", "2026-03-01T12:00")]
    [InlineData(EvidencePeriod.LastYear, "2025-01-01", "2026-01-01")]
    public void Periods_BeginAndEndAtMidnightUtc(EvidencePeriod period, string from, string until) => Assert.Equal(
        (DateTime.Parse(from, null), DateTime.Parse(until, null)), EvidencePeriods.Of(period, new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc)));
}
