using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.Connectivity;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Tenants;
using PrivateLink.Portal.Upstreams;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Onboarding;
using PrivateLink.Tests.Support.Data;
using Xunit;
using Options = Microsoft.Extensions.Options.Options;

namespace PrivateLink.Tests.Portal.Connectivity;

public sealed class FailedNamesOnSqliteTests() : FailedNamesTests(new SqliteTestDatabase());

public sealed class FailedNamesOnSqlServerTests() : FailedNamesTests(new SqlServerTestDatabase());

/// <summary>What a card says about things that belong to no host of the tenant: connections without a host, and the upstreams behind its hosts.</summary>
public abstract class FailedNamesTests(TestDatabase database) : OnboardingTest(database)
{
    private const string Asked = "globex-next.my-saas.io";

    [Theory]
    [InlineData(Reason.NameUnknown, "unknown host")]
    [InlineData(Reason.NameMissing, "no server name")]
    [InlineData(Reason.NameInvalid, "invalid server name")]
    [InlineData(Reason.HelloNotTls, "not TLS")]
    public async Task Build_NamesFailedOverTheTenantsLink_SaysSinceWhenHowManyAndWhy(Reason reason, string words)
    {
        await StartAsync(PrivateEndpointState.Verified);
        Database.Time.Advance(TimeSpan.FromHours(2));
        var hour = await StoreSumAsync(reason, 12);

        var (company, tenant) = (await BuildAsync(), await BuildAsync(asTenant: true));

        foreach (var view in (ConnectivityView[])[company, tenant])
        {
            var failed = Assert.Single(view.FailedNames);
            Assert.Equal((PortalWorld.AwsLink, 12, hour, false), (failed.Link, failed.Count, failed.First.UtcDateTime, failed.IsFirstExact));
            Assert.Equal(ReasonTable.CodeOf(reason), failed.Description.Code);
            Assert.EndsWith($"before the host was known: {words}.", WordsOf(view), StringComparison.Ordinal);
            Assert.Equal(failed.Description.Remedy, new VerdictWords(view.Tenant, IsCompany: false, view.At).ActOf(view)!.What);
        }

        Assert.Contains($"12 connections over {PortalWorld.AwsLink} were denied since the hour from ", TicketText.Of(tenant), StringComparison.Ordinal);
    }

    /// <summary>A single connection in memory gives the exact times.</summary>
    [Fact]
    public async Task Build_TheyAreInMemory_KnowsTheTimes()
    {
        await StartAsync(PrivateEndpointState.Verified);
        Database.Time.Advance(TimeSpan.FromMinutes(5));
        var (first, second) = (Denied(), Denied() with { Time = Database.Time.GetUtcNow().AddSeconds(3) });

        var failed = Assert.Single((await BuildAsync(asTenant: true, newest: [new(2, second, null), new(1, first, null)])).FailedNames);

        Assert.Equal((first.Time, second.Time, true, true, 2), (failed.First, failed.Last, failed.IsFirstExact, failed.IsLastExact, failed.Count));
    }

    /// <summary>Typing a link proves nothing: what comes through it may be another tenant's.</summary>
    [Theory]
    [InlineData(PrivateEndpointState.AwaitingTraffic)]
    [InlineData(PrivateEndpointState.Conflict)]
    [InlineData(PrivateEndpointState.Expired)]
    public async Task Build_TheLinkIsNotCertainlyTheTenants_OnlyTheCompanySeesThem(PrivateEndpointState state)
    {
        await StartAsync(state);
        Database.Time.Advance(TimeSpan.FromHours(2));
        await StoreSumAsync(Reason.NameUnknown, 12);

        Assert.Single((await BuildAsync()).FailedNames);
        Assert.Empty((await BuildAsync(asTenant: true)).FailedNames);
        Assert.DoesNotContain("unknown host", WordsOf(await BuildAsync(asTenant: true)), StringComparison.Ordinal);
    }

    /// <summary>Before the link was the tenant's, it may have been another one's.</summary>
    [Fact]
    public async Task Build_BeforeTheLinkWasTheTenants_ShowsItNothing()
    {
        await StoreSumAsync(Reason.NameUnknown, 12);
        Database.Time.Advance(TimeSpan.FromHours(2));
        await StartAsync(PrivateEndpointState.Verified);

        Assert.Empty((await BuildAsync(asTenant: true)).FailedNames);
    }

    [Fact]
    public async Task Build_AnotherTenantsLinkOrAnotherService_ShowsNothing()
    {
        await StartAsync(PrivateEndpointState.Verified);
        Database.Time.Advance(TimeSpan.FromHours(2));
        await StoreSumAsync(Reason.NameUnknown, 12, PortalWorld.OtherAwsLink);
        Assert.Empty((await BuildAsync()).FailedNames);

        await StoreSumAsync(Reason.NameUnknown, 12);
        Assert.Empty((await BuildAsync(serves: false)).FailedNames);
    }

    /// <summary>The names are not even read, so no text can contain them.</summary>
    [Fact]
    public async Task Ticket_ForTheTenant_NamesNoHostThatWasAskedFor()
    {
        await StartAsync(PrivateEndpointState.Verified);
        var ticket = TicketText.Of(await BuildAsync(asTenant: true, newest: [new(1, Denied(), null)]));

        Assert.Contains("(sni_unknown)", ticket, StringComparison.Ordinal);
        Assert.DoesNotContain(Asked, ticket, StringComparison.Ordinal);
    }

    /// <summary>A load balancer sends it, so it is not a stranger on the internet.</summary>
    [Theory]
    [InlineData(Reason.LinkMalformed)]
    [InlineData(Reason.LinkAmbiguous)]
    public async Task Build_TheLinkIdCannotBeUsed_IsAPathOfItsOwnAndTheAnswer(Reason reason)
    {
        await StoreAsync(World.Decision(reason, null, World.MegacorpHost) with { Verdict = Verdict.Denied });

        var view = await BuildAsync(asTenant: true);

        var host = Assert.Single(view.Hosts);
        Assert.Equal((ConnectivityAnswer.No, ConnectivityCause.Denied), (host.Verdict.Answer, host.Verdict.Cause));
        Assert.True(Assert.Single(host.Ways, way => way.Title == "An unusable link ID").IsUnusable);
        Assert.Contains("(with an unusable link ID): ", WordsOf(view), StringComparison.Ordinal);
        Assert.Equal(0, host.PublicOfLastDay);
    }

    [Theory]
    [InlineData(true, "We must act", "The company has disabled the host. Ask the company to enable it.")]
    [InlineData(false, "Megacorp must act", "If the host should be reachable, enable it.")]
    public async Task Words_HostDisabled_BlameWhoDisabledIt(bool byCompany, string ours, string theirs)
    {
        var detail = (await World.Portal.Resources.FindAsync(PortalWorld.Company, World.MegacorpHost, Cancel))!;
        (detail.Draft.Enabled, detail.Draft.Reason) = (false, "their account was stolen");
        Assert.IsType<SaveResult.Saved>(await World.Portal.Resources.UpdateAsync(byCompany ? PortalWorld.Company : World.Mia, World.MegacorpHost, detail.Version, detail.Draft, Cancel));

        var (company, tenant) = (await BuildAsync(), await BuildAsync(asTenant: true));

        Assert.Equal(ours, new VerdictWords(company.Tenant, IsCompany: true, company.At).ActOf(company)?.Who);
        Assert.Equal(theirs, new VerdictWords(tenant.Tenant, IsCompany: false, tenant.At).ActOf(Assert.Single(tenant.Hosts))?.What);
    }

    [Fact]
    public async Task Words_TenantSuspended_SayWhyAndWhomToAsk()
    {
        var tenants = new TenantDirectory(Database, World.Changes);
        Assert.IsType<SaveResult.Saved>(await tenants.SuspendAsync(PortalWorld.Company, World.Portal.Megacorp.Id, suspended: true, "unpaid invoice", Cancel));

        var tenant = await BuildAsync(asTenant: true);

        var act = new VerdictWords(tenant.Tenant, IsCompany: false, tenant.At).ActOf(tenant)!;
        Assert.Equal(("The company must act", "The company has suspended Megacorp (reason: unpaid invoice). Ask the company to end the suspension."), (act.Who, act.What));
    }

    [Fact]
    public async Task LastChange_TheUpstreamsAddresses_SaysWhoAndWhenAndToTheTenantOnlyThat()
    {
        var upstreams = new UpstreamService(Database, World.Changes, new(Database.Time));
        var row = Assert.Single(await upstreams.ListAsync(PortalWorld.Company, Cancel));
        var before = row.Draft.Addresses;
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SaveResult.Saved>(await SaveAsync(row, draft => draft.Addresses = "127.0.0.1:9"));
        var at = World.Now;
        Database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SaveResult.Saved>(await SaveAsync((await upstreams.FindAsync(PortalWorld.Company, row.Id, Cancel))!, draft => draft.Name = "app-2"));

        var company = Assert.Single((await BuildAsync()).Hosts).LastChange!;
        var tenant = await BuildAsync(asTenant: true);
        var told = Assert.Single(tenant.Hosts).LastChange!;

        Assert.Equal((at, "ada", $"upstream {row.Draft.Name}: {before} to 127.0.0.1:9", row.Id), (company.At, company.By, company.What, company.UpstreamId));
        Assert.NotNull(company.Revision);
        Assert.Equal((at, null, "the company changed the upstream", null, null), (told.At, told.By, told.What, told.UpstreamId, told.Revision));
        Assert.Contains("UTC, the company changed the upstream", TicketText.Of(tenant), StringComparison.Ordinal);
        Assert.DoesNotContain("ada", TicketText.Of(tenant), StringComparison.Ordinal);

        Task<SaveResult> SaveAsync(UpstreamRow shown, Action<UpstreamDraft> change)
        {
            change(shown.Draft);
            return upstreams.UpdateAsync(PortalWorld.Company, shown.Id, shown.Version, shown.Draft, Cancel);
        }
    }

    private static string WordsOf(ConnectivityView view) => new VerdictWords(view.Tenant, IsCompany: false, view.At).Of(view);

    private async Task StartAsync(PrivateEndpointState state)
    {
        var id = await World.StartWithLinkAsync();
        await using var context = Database.CreateDbContext();
        var endpoint = (await context.PrivateEndpoints.FindAsync([id], Cancel))!;
        (endpoint.State, endpoint.VerifiedAt) = (state, World.Now);
        await context.SaveChangesAsync(Cancel);
    }

    private ConnectionDecision Denied() =>
        World.Decision(Reason.NameUnknown, PortalWorld.AwsLink, hostId: null) with { Verdict = Verdict.Denied, Host = Asked, ServerName = Asked };

    private async Task<ConnectivityView> BuildAsync(bool asTenant = false, bool serves = true, IReadOnlyList<ConnectionEntry>? newest = null)
    {
        var reader = new ConnectivityFactsReader(Database, World.Live.Sights, Options.Create(new RecordsOptions()), Database.Time);
        var facts = (await reader.ReadAsync(World.Portal.Megacorp.Id, Cancel))!;
        return new ConnectivityBuilder(
            facts, facts.Newest, new Dictionary<Guid, int>(), Upstreams: null, _ => null, _ => true, new(facts.OwnLinks, facts.FailedNames, newest ?? [], (_, _) => serves),
            IsLive: true, NotStored: false, Database.Time.GetUtcNow()).Build(asTenant ? facts.TenantSight : LinkSight.Everything);
    }

    private async Task StoreAsync(ConnectionDecision decision)
    {
        await using var context = Database.CreateDbContext();
        context.Add(RecordForm.Of(decision, closed: null));
        await context.SaveChangesAsync(Cancel);
    }

    private async Task<DateTime> StoreSumAsync(Reason reason, long connections, string link = PortalWorld.AwsLink)
    {
        var hour = World.Now.Date.AddHours(World.Now.Hour);
        await using var context = Database.CreateDbContext();
        context.Add(new HourlyRollUp
        {
            Id = Guid.NewGuid(),
            Hour = hour,
            Listener = "aws",
            Cloud = CloudProvider.Aws,
            LinkId = link,
            Verdict = Verdict.Denied,
            Reason = reason,
            Connections = connections,
            Failed = 0,
            BytesFromClient = 0,
            BytesFromUpstream = 0,
            Sources = "",
        });
        await context.SaveChangesAsync(Cancel);
        return hour;
    }
}
