using System.Globalization;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.Connectivity;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Onboarding;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Connectivity;

public sealed class ConnectivityFactsOnSqliteTests() : ConnectivityFactsTests(new SqliteTestDatabase());

public sealed class ConnectivityFactsOnSqlServerTests() : ConnectivityFactsTests(new SqlServerTestDatabase());

/// <summary>The facts of a tenant's connections in the database, and the resulting answer.</summary>
public abstract class ConnectivityFactsTests(TestDatabase database) : OnboardingTest(database)
{
    private ConnectivityFactsReader Reader => new(Database, World.Live.Sights, Options.Create(new RecordsOptions()), Database.Time);

    private Guid Megacorp => World.Portal.Megacorp.Id;

    [Fact]
    public async Task ReadAsync_NothingCame_IsUnknownSinceTheRecordsBegin()
    {
        var begun = World.Now;
        Database.Time.Advance(TimeSpan.FromHours(2));

        var view = await BuildAsync();

        Assert.Equal((ConnectivityAnswer.Unknown, ConnectivityCause.NeverTried), (view.Verdict.Answer, view.Verdict.Cause));
        Assert.Equal(begun, view.Known.From, TimeSpan.FromSeconds(1));
        Assert.Equal("megacorp.my-saas.io", Assert.Single(view.Hosts).Host);
    }

    [Fact]
    public async Task ReadAsync_StoredConnections_TellWhenAndOverWhichEndpoint()
    {
        var id = await World.StartWithLinkAsync();
        await StoreAsync(World.Decision(Reason.LinkMatched, PortalWorld.AwsLink, World.MegacorpHost));
        Database.Time.Advance(TimeSpan.FromSeconds(12));

        var view = await BuildAsync();

        Assert.Equal((ConnectivityAnswer.Yes, PortalWorld.AwsLink), (view.Verdict.Answer, view.Verdict.LetIn!.Link));
        Assert.Equal(Database.Time.GetUtcNow().AddSeconds(-12), view.Verdict.LetIn.Time);
        var way = Assert.Single(Assert.Single(view.Hosts).Ways);
        Assert.Equal((id, true), (way.EndpointId, way.IsListed));
        Assert.NotNull(way.LastLetIn);
    }

    [Fact]
    public async Task ReadAsync_Sums_TellTheHourAndTheShareOfTheInternet()
    {
        await StoreSumAsync(PortalWorld.AwsLink, Reason.LinkMatched, Verdict.Allowed, 30);
        await StoreSumAsync(null, Reason.LinkMissing, Verdict.Audited, 10);

        var host = Assert.Single((await BuildAsync()).Hosts);

        Assert.Equal((10, 40), (host.PublicOfLastDay, host.AllOfLastDay));
        Assert.Equal("25 % of connections in the last 24 hours came over the internet: 10 of 40 connections.", VerdictWords.ShareOf(host));
        Assert.Equal((false, World.Now.Date.AddHours(World.Now.Hour)), (host.LastLetIn!.IsExact, host.LastLetIn.Time.UtcDateTime));
    }

    /// <summary>Nobody reads "came over the internet" of a closed host as if it let them in.</summary>
    [Theory]
    [InlineData(0, "25 % of connections in the last 24 hours tried over the internet and were denied: 10 of 40 connections.")]
    [InlineData(10, "40 % of connections in the last 24 hours came over the internet: 20 of 50 connections, 10 of them denied.")]
    public async Task ReadAsync_DeniedOnTheInternet_IsSaidOfTheShare(int audited, string share)
    {
        await StoreSumAsync(PortalWorld.AwsLink, Reason.LinkMatched, Verdict.Allowed, 30);
        await StoreSumAsync(null, Reason.LinkMissing, Verdict.Denied, 10);
        if (audited > 0) await StoreSumAsync(null, Reason.LinkMissing, Verdict.Audited, audited);

        Assert.Equal(share, VerdictWords.ShareOf(Assert.Single((await BuildAsync()).Hosts)));
    }

    [Fact]
    public async Task ReadAsync_FailedInTheSums_IsTheLastFailure()
    {
        await StoreSumAsync(PortalWorld.AwsLink, Reason.LinkMatched, Verdict.Allowed, 5, failed: 5);

        var host = Assert.Single((await BuildAsync()).Hosts);

        Assert.Equal((ConnectivityAnswer.No, ConnectivityCause.Failed), (host.Verdict.Answer, host.Verdict.Cause));
        Assert.Equal((Outcome.Failed, null), (host.LastFailure!.Outcome, host.LastLetIn));
    }

    [Fact]
    public async Task ReadAsync_AnEndpointSwitchedOff_IsTheLastChange()
    {
        var id = await World.StartWithLinkAsync();
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SaveResult.Saved>(await World.Endpoints.SwitchAsync(PortalWorld.Company, id, enabled: false, "the link was stolen", Cancel));

        var change = Assert.Single((await BuildAsync()).Hosts).LastChange!;

        Assert.Equal(("ada", World.Now), (change.By, change.At));
        Assert.EndsWith("Private endpoint disabled (reason: the link was stolen)", change.What, StringComparison.Ordinal);
        Assert.NotNull(change.Revision);
        Assert.Null(Assert.Single((await BuildAsync(asTenant: true)).Hosts).LastChange!.Revision);
    }

    [Fact]
    public async Task ReadAsync_RecordsLost_SaysInWhichTime()
    {
        var gap = RecordGap.Begin(World.Decision(Reason.LinkMatched, PortalWorld.AwsLink, World.MegacorpHost));
        gap.Add(World.Decision(Reason.LinkMatched, PortalWorld.AwsLink, World.MegacorpHost), sampled: false);
        await using (var context = Database.CreateDbContext())
        {
            context.Add(gap);
            await context.SaveChangesAsync(Cancel);
        }

        Assert.Equal(World.Now, (await BuildAsync()).Known.LostFrom);
    }

    [Fact]
    public async Task ReadAsync_ForTheTenant_NamesNoStrangersLink()
    {
        await World.StartWithLinkAsync(PortalWorld.OtherAwsLink, World.Gus);
        await StoreAsync(World.Decision(Reason.LinkMismatch, PortalWorld.OtherAwsLink, World.MegacorpHost) with { Verdict = Verdict.Denied });

        Assert.Equal(PortalWorld.OtherAwsLink, (await BuildAsync()).Verdict.Failure!.Link);
        Assert.Equal("another endpoint", (await BuildAsync(asTenant: true)).Verdict.Failure!.Link);
    }

    [Fact]
    public async Task ReadAsync_TwoTenantsSayThatALinkIsTheirs_IsADispute()
    {
        var id = await World.StartWithLinkAsync();
        await using (var context = Database.CreateDbContext())
        {
            (await context.PrivateEndpoints.FindAsync([id], Cancel))!.State = PrivateEndpointState.Conflict;
            await context.SaveChangesAsync(Cancel);
        }

        var dispute = Assert.Single((await BuildAsync()).Disputes);

        Assert.Equal((id, true), (dispute.EndpointId, dispute.IsDispute));
    }

    /// <summary>Clients can invent links. The tenant's own endpoint stays part of the answer, and what is read and shown is bounded.</summary>
    [Fact]
    public async Task ReadAsync_VeryManyInventedLinks_AreCountedAndHideNoListedOne()
    {
        await World.StartWithLinkAsync();
        await StoreSumAsync(PortalWorld.AwsLink, Reason.LinkMatched, Verdict.Allowed, 5);
        Database.Time.Advance(TimeSpan.FromHours(1));
        await StoreSumsAsync(Enumerable.Range(0, ConnectivityFactsReader.MostUnlisted + 10).Select(number => SumOf($"vpce-{number:x17}", Reason.LinkMismatch, Verdict.Denied, 1)));

        var view = await BuildAsync();

        var host = Assert.Single(view.Hosts);
        Assert.Equal((1 + ConnectivityBuilder.MostUnlisted, ConnectivityFactsReader.MostUnlisted - ConnectivityBuilder.MostUnlisted), (host.Ways.Count, host.MoreWays));
        Assert.True(view.MayHaveMoreWays);
        Assert.NotNull(Assert.Single(host.Ways, way => way.IsListed).LastLetIn);
    }

    /// <summary>One endpoint that works hides no other one that never reached us.</summary>
    [Fact]
    public async Task Words_NothingEverCameThroughOneEndpoint_NameItAndWhoMustAct()
    {
        await World.StartWithLinkAsync();
        await World.StartWithLinkAsync(PortalWorld.OtherAwsLink);
        await StoreAsync(World.Decision(Reason.LinkMatched, PortalWorld.AwsLink, World.MegacorpHost));

        var (view, ticket) = await WordsAsync();

        Assert.StartsWith($"Yes, over AWS {PortalWorld.AwsLink}: last delivered ", view, StringComparison.Ordinal);
        Assert.EndsWith($". Not yet over AWS {PortalWorld.OtherAwsLink}: you must act.", view, StringComparison.Ordinal);
        Assert.Contains($". Not yet over AWS {PortalWorld.OtherAwsLink}: Megacorp must act.", ticket, StringComparison.Ordinal);
        Assert.Contains($"Megacorp must act: Check the VPC endpoint in AWS ({PortalWorld.OtherAwsLink}): Its state is \"available\"", ticket, StringComparison.Ordinal);
        Assert.Contains($"{PortalWorld.OtherAwsLink}: no host reached yet", ticket, StringComparison.Ordinal);

        // Elsewhere it may be another tenant's link, which this one has only typed.
        await World.SeeAsync(PortalWorld.OtherAwsLink, World.GlobexHost, World.Portal.Globex.Id);

        Assert.Contains("Not yet over ", (await WordsAsync()).View, StringComparison.Ordinal);

        await World.SeeAsync(PortalWorld.OtherAwsLink, World.MegacorpHost, Megacorp, Reason.LinkMatched);

        Assert.StartsWith("Yes: last delivered ", (await WordsAsync()).View, StringComparison.Ordinal);
    }

    /// <summary>"Yes" is no answer for the endpoint that the company has not connected yet.</summary>
    [Fact]
    public async Task Words_NoListenerServesOneEndpoint_SayInTheHeadlineThatTheCompanyMustAct()
    {
        await World.StartWithLinkAsync();
        await World.StartWithLinkAsync(PortalWorld.OtherAwsLink);
        await StoreAsync(World.Decision(Reason.LinkMatched, PortalWorld.AwsLink, World.MegacorpHost));

        var (ours, theirs) = (await BuildAsync(unserved: true), await BuildAsync(asTenant: true, unserved: true));

        Assert.EndsWith($". Not yet over AWS {PortalWorld.OtherAwsLink}: we must act.", new VerdictWords(ours.Tenant, IsCompany: true, ours.At).Of(ours), StringComparison.Ordinal);
        Assert.EndsWith(": the company must act.", new VerdictWords(theirs.Tenant, IsCompany: false, theirs.At).Of(theirs), StringComparison.Ordinal);
    }

    /// <summary>The customer cannot make anything arrive where nothing listens.</summary>
    [Fact]
    public async Task Words_NoListenerServesTheEndpoint_MakeTheCompanyAct()
    {
        await World.StartWithLinkAsync();
        var (ours, theirs) = (await BuildAsync(unserved: true), await BuildAsync(asTenant: true, unserved: true));

        var act = new VerdictWords(ours.Tenant, IsCompany: true, ours.At).ActOf(ours)!;

        Assert.Equal(("We must act", $"No listener serves saas-aws, so nothing can arrive through AWS {PortalWorld.AwsLink}. Add a listener with this Service to the settings (Engine:Listeners:NAME), and restart the portal."), (act.Who, act.What));
        Assert.Null(Assert.Single(Assert.Single(theirs.Hosts).Ways).Service);
        Assert.Equal(
            ("The company must act", $"Nothing can arrive yet through AWS {PortalWorld.AwsLink}: the service has no listener."),
            new VerdictWords(theirs.Tenant, IsCompany: false, theirs.At).ActOf(Assert.Single(theirs.Hosts)) is { } told ? (told.Who, told.What) : default);
        Assert.Contains("The company that runs the service must act.", TicketText.Of(theirs), StringComparison.Ordinal);
        Assert.DoesNotContain("Megacorp must act", TicketText.Of(theirs), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "We must act", "The company must act")]
    [InlineData(false, "Megacorp must act", "You must act")]
    public async Task Words_LinkDisabled_BlameWhoDisabledIt(bool byCompany, string ours, string theirs)
    {
        var id = await World.StartWithLinkAsync();
        Assert.IsType<SaveResult.Saved>(await World.Endpoints.SwitchAsync(byCompany ? PortalWorld.Company : World.Mia, id, enabled: false, "the link was stolen", Cancel));
        await StoreAsync(World.Decision(Reason.LinkDisabled, PortalWorld.AwsLink, World.MegacorpHost) with { Verdict = Verdict.Denied });

        var (company, tenant) = (await BuildAsync(), await BuildAsync(asTenant: true));

        Assert.Equal(ours, new VerdictWords(company.Tenant, IsCompany: true, company.At).ActOf(company)?.Who);
        Assert.Equal(theirs, new VerdictWords(tenant.Tenant, IsCompany: false, tenant.At).ActOf(Assert.Single(tenant.Hosts))?.Who);
        Assert.Equal((false, byCompany), (Assert.Single(tenant.Hosts).Ways[0].IsListed, Assert.Single(tenant.Hosts).Ways[0].IsKeptOff));
    }

    [Fact]
    public async Task Words_NobodyTriedALaterHost_BeginWhenItWasAdded()
    {
        Database.Time.Advance(TimeSpan.FromHours(2));
        await World.Portal.CreateAsync(World.Portal.Draft("late.my-saas.io"));

        var view = await BuildAsync(asTenant: true);

        var late = view.Hosts.Single(host => host.Host == "late.my-saas.io");
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"Unknown: no client has tried since {Database.Time.GetUtcNow():yyyy-MM-dd HH:mm} UTC, when the host was added."),
            new VerdictWords(view.Tenant, IsCompany: false, view.At).Of(late, view.Known));
    }

    [Fact]
    public async Task Ticket_LetInAndNotDelivered_DoesNotContradictItself()
    {
        await World.StartWithLinkAsync();
        await StoreSumAsync(null, Reason.LinkMissing, Verdict.Denied, 1);
        Database.Time.Advance(TimeSpan.FromHours(1));
        await StoreSumAsync(PortalWorld.AwsLink, Reason.LinkMatched, Verdict.Allowed, 5, failed: 5);

        var ticket = (await WordsAsync()).Ticket;

        Assert.Contains($"was allowed but not delivered (over {PortalWorld.AwsLink}). None was delivered since ", ticket, StringComparison.Ordinal);
        Assert.Contains("Last delivered: none known", ticket, StringComparison.Ordinal);
        Assert.Matches("The internet: no delivery known; last failure in the hour from [^,]* UTC, ", ticket);
        Assert.DoesNotContain("None was let in", ticket, StringComparison.Ordinal);
        Assert.DoesNotContain("never", ticket, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_NoSuchTenant_IsNull() => Assert.Null(await Reader.ReadAsync(Guid.NewGuid(), Cancel));

    private async Task<(string View, string Ticket)> WordsAsync()
    {
        var view = await BuildAsync(asTenant: true);
        return (new VerdictWords(view.Tenant, IsCompany: false, view.At).Of(view), TicketText.Of(view));
    }

    private async Task<ConnectivityView> BuildAsync(bool asTenant = false, bool unserved = false)
    {
        var facts = (await Reader.ReadAsync(Megacorp, Cancel))!;
        return new ConnectivityBuilder(
            facts, facts.Newest, new Dictionary<Guid, int>(), Upstreams: null, _ => null, _ => !unserved, new(facts.OwnLinks, facts.FailedNames, [], (_, _) => true),
            IsLive: true, NotStored: false, Database.Time.GetUtcNow())
            .Build(asTenant ? facts.TenantSight : LinkSight.Everything);
    }

    private async Task StoreAsync(ConnectionDecision decision)
    {
        await using var context = Database.CreateDbContext();
        context.Add(RecordForm.Of(decision, closed: null));
        await context.SaveChangesAsync(Cancel);
    }

    private Task StoreSumAsync(string? link, Reason reason, Verdict verdict, long connections, long failed = 0) => StoreSumsAsync([SumOf(link, reason, verdict, connections, failed)]);

    private async Task StoreSumsAsync(IEnumerable<HourlyRollUp> sums)
    {
        await using var context = Database.CreateDbContext();
        context.AddRange(sums);
        await context.SaveChangesAsync(Cancel);
    }

    private HourlyRollUp SumOf(string? link, Reason reason, Verdict verdict, long connections, long failed = 0) =>
        new()
        {
            Id = Guid.NewGuid(),
            Hour = World.Now.Date.AddHours(World.Now.Hour),
            TenantId = Megacorp,
            ResourceId = World.MegacorpHost,
            Listener = "aws",
            Cloud = link is null ? null : CloudProvider.Aws,
            LinkId = link,
            Verdict = verdict,
            Reason = reason,
            Connections = connections,
            Failed = failed,
            BytesFromClient = 0,
            BytesFromUpstream = 0,
            Sources = "",
        };
}
