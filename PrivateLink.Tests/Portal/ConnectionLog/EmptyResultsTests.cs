using System.Net;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Empties;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Onboarding;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public sealed class EmptyResultsOnSqliteTests() : EmptyResultsTests(new SqliteTestDatabase());

public sealed class EmptyResultsOnSqlServerTests() : EmptyResultsTests(new SqlServerTestDatabase());

/// <summary>Why a list is empty: each cause has its own text.</summary>
public abstract class EmptyResultsTests(TestDatabase database) : OnboardingTest(database)
{
    private EmptyResults Results => new(
        Database, World.Live.Sights, new TenantNames(Database), World.Live.Live, _peers, World.Portal.Store, Options.Create(_engine), Options.Create(new RecordsOptions()), Database.Time);

    private readonly PeerWatch _peers = new();
    private readonly EngineOptions _engine = new() { Listeners = { ["aws"] = new() { Provider = ProviderSetting.Aws } } };

    [Fact]
    public async Task InHistoryAsync_NoRowAtAll_IsNothingYet() => Assert.Equal(EmptyKind.NothingYet, (await AskAsync("")).Kind);

    [Fact]
    public async Task InHistoryAsync_NothingInTheSpan_SaysWhenRecordsBegin()
    {
        await StoreAsync(Decision());
        var begun = World.Now;

        var answer = await Results.InHistoryAsync(PortalWorld.Company, new(ConnectionFilter.Everything, Database.Time.GetUtcNow().AddDays(-9), Database.Time.GetUtcNow().AddDays(-8)), Cancel);

        Assert.Equal((EmptyKind.NothingInSpan, begun, true), (answer.Kind, answer.OldestStored, answer.IsOlderThanKept));
    }

    [Fact]
    public async Task InHistoryAsync_NothingForTheFilter_SaysWhichConditionLeavesOut()
    {
        for (var count = 0; count < 12; count++) await StoreAsync(Decision());

        var answer = await AskAsync("outcome:denied host:megacorp.my-saas.io");

        Assert.Equal(EmptyKind.NothingForFilter, answer.Kind);
        var excluded = Assert.Single(answer.Excluded);
        Assert.Equal(("outcome:denied", "host:megacorp.my-saas.io", 12, false), (excluded.Condition.ToString(), excluded.Without.Text, excluded.Count, excluded.IsAtLeast));
    }

    [Theory]
    [InlineData("host:megacrop.my-saas.io outcome:denied", "megacrop.my-saas.io", "megacorp.my-saas.io", "host:megacorp.my-saas.io outcome:denied")]
    [InlineData("megacrop", "megacrop", "megacorp.my-saas.io", "megacorp.my-saas.io")]
    [InlineData("link:vpce-08d2bf15fac5001c8", "vpce-08d2bf15fac5001c8", PortalWorld.AwsLink, "link:" + PortalWorld.AwsLink)]
    public async Task InHistoryAsync_ANameThatIsSpelledNearly_OffersTheNearest(string text, string asked, string near, string instead)
    {
        await World.StartWithLinkAsync();
        await World.Portal.Publisher.RefreshAsync(Cancel);
        await StoreAsync(Decision() with { Host = "globex.my-saas.io" });

        var unknown = Assert.Single((await AskAsync(text)).Unknown);

        Assert.Equal(asked, unknown.Asked);
        Assert.Contains(unknown.Near, name => name.Name == near && name.Instead.Text == instead);
    }

    [Fact]
    public async Task InHistoryAsync_AHostThatNobodyReached_SaysInWhichCloudToLook()
    {
        await World.StartWithLinkAsync();
        await World.Portal.Publisher.RefreshAsync(Cancel);
        await StoreAsync(Decision() with { Host = "globex.my-saas.io", LinkId = null });

        var answer = await AskAsync("host:megacorp.my-saas.io");

        Assert.Equal([CloudProvider.Aws], answer.NeverReachedFrom);
        Assert.Null(answer.LastSign);
        Assert.Empty(answer.Unknown);
    }

    [Fact]
    public async Task InHistoryAsync_AProbeThroughTheHostsEndpoint_ShowsThatItReachesUs()
    {
        await World.StartWithLinkAsync();
        await World.Portal.Publisher.RefreshAsync(Cancel);
        await StoreAsync(World.Decision(Reason.ProbeHeader, PortalWorld.AwsLink, null) with { Verdict = Verdict.None, Host = null });

        var sign = (await AskAsync("host:megacorp.my-saas.io")).LastSign!;

        Assert.Equal((PortalWorld.AwsLink, "probe_header", World.Now), (sign.Link, sign.Reason.Code, sign.Time));
    }

    [Fact]
    public async Task InHistoryAsync_AGapInTheSpan_IsTold()
    {
        await StoreAsync(Decision());
        var gap = RecordGap.Begin(Decision());
        gap.Add(Decision(), sampled: false);
        await using (var context = Database.CreateDbContext())
        {
            context.Add(gap);
            await context.SaveChangesAsync(Cancel);
        }

        Assert.NotNull((await AskAsync("outcome:denied")).Gap);
    }

    [Fact]
    public async Task InHistoryAsync_ATenantAsksForTheCompanysField_IsNotAllowed()
    {
        await StoreAsync(Decision());

        var answer = await Results.InHistoryAsync(World.Mia, new(FilterParser.Parse("node:test").Filter!), Cancel);

        Assert.Equal((EmptyKind.NotAllowed, "node"), (answer.Kind, Assert.Single(answer.Forbidden).Name));
    }

    [Fact]
    public async Task InHistoryAsync_ForATenant_NamesNoOthers()
    {
        await World.Portal.Publisher.RefreshAsync(Cancel);
        await StoreAsync(Decision());

        var answer = await Results.InHistoryAsync(World.Mia, new(FilterParser.Parse("host:globx.my-saas.io").Filter!), Cancel);

        Assert.Empty(Assert.Single(answer.Unknown).Near);
    }

    [Fact]
    public async Task InMemoryAsync_NothingForTheFilter_CountsTheRowsInMemory()
    {
        World.Live.Live.Take([new DecisionEvent(Decision())]);

        var answer = await Results.InMemoryAsync(PortalWorld.Company, FilterParser.Parse("outcome:denied").Filter!, Cancel);

        Assert.Equal((EmptyKind.NothingForFilter, 1), (answer.Kind, Assert.Single(answer.Excluded).Count));
    }

    [Fact]
    public async Task InHistoryAsync_ASourceThatOnlyProbes_SaysSo()
    {
        await StoreAsync(ProbeFrom("10.9.0.7"));
        await StoreAsync(Decision());

        var origin = (await AskAsync("client:10.9.0.0/16 host:megacorp.my-saas.io")).LastFromSource!;

        Assert.Equal(("10.9.0.0/16", true, ReasonTable.Describe(Reason.HealthCheck)), (origin.Source, origin.IsHealthCheck, origin.Reason));
    }

    [Fact]
    public async Task InHistoryAsync_ASourceThatNeverCame_IsSilent()
    {
        await StoreAsync(Decision());

        var answer = await AskAsync("client:203.0.113.9");

        Assert.Equal(("203.0.113.9", null, null), (answer.SilentSource, answer.LastFromSource, answer.SilentAmong));
    }

    /// <summary>Older rows are not searched, and one of them may be from this source.</summary>
    [Fact]
    public async Task InHistoryAsync_ASourceThatCameBeforeTheNewest_IsSilentAmongThoseAlone()
    {
        await StoreAsync(ProbeFrom("203.0.113.9"));
        await StoreAsync(Decision());

        var answer = await new EmptyResults(
            Database, World.Live.Sights, new TenantNames(Database), World.Live.Live, _peers, World.Portal.Store, Options.Create(_engine), Options.Create(new RecordsOptions()), Database.Time)
        { Most = 1 }.InHistoryAsync(PortalWorld.Company, new(FilterParser.Parse("client:203.0.113.9").Filter!), Cancel);

        Assert.Equal(("203.0.113.9", 1), (answer.SilentSource, answer.SilentAmong));
    }

    /// <summary>A client that opens the port and closes it may be a port scan.</summary>
    [Fact]
    public async Task InHistoryAsync_ASourceThatOpensAndCloses_IsNoHealthCheck()
    {
        await StoreAsync(ProbeFrom("10.9.0.7") with { Reason = Reason.ProbeEmpty });

        Assert.False((await AskAsync("client:10.9.0.7 outcome:denied")).LastFromSource!.IsHealthCheck);
    }

    /// <summary>A connection through the host's other endpoint does not show that the requested endpoint works.</summary>
    [Fact]
    public async Task InHistoryAsync_ALinkThatNeverCame_HasNoSignFromTheHostsOtherLink()
    {
        await World.StartWithLinkAsync();
        await World.Portal.Publisher.RefreshAsync(Cancel);
        await StoreAsync(Decision());
        var filter = FilterParser.Parse($"link:{PortalWorld.OtherAwsLink} host:megacorp.my-saas.io outcome:denied").Filter!;

        var answer = await Results.InHistoryAsync(PortalWorld.Company, new(filter), Cancel);

        Assert.Null(answer.LastSign);
        Assert.Equal([PortalWorld.OtherAwsLink], answer.Links);
        Assert.Equal([CloudProvider.Aws], answer.NeverReachedFrom);
        Assert.Equal(PortalWorld.AwsLink, (await AskAsync("host:megacorp.my-saas.io outcome:denied")).LastSign!.Link);
    }

    [Fact]
    public async Task InHistoryAsync_ATenantAsksForItsOwnLink_ReadsItsLastSignAndNoneOfAStrangers()
    {
        await World.StartWithLinkAsync();
        await StoreAsync(Decision());
        await StoreAsync(World.Decision(Reason.LinkMismatch, PortalWorld.OtherAwsLink, World.MegacorpHost) with { Id = ConnectionIds.FloorOf(Database.Time.GetUtcNow()) + 1 });

        Assert.Equal(PortalWorld.AwsLink, (await SignOfAsync(PortalWorld.AwsLink))!.Link);
        Assert.Null(await SignOfAsync(PortalWorld.OtherAwsLink));

        async Task<EmptySign?> SignOfAsync(string link) =>
            (await Results.InHistoryAsync(World.Mia, new(FilterParser.Parse($"link:{link} outcome:failed").Filter!), Cancel)).LastSign;
    }

    [Fact]
    public async Task InMemoryAsync_ASourceThatIsInMemory_IsTheLast()
    {
        World.Live.Live.Take([new DecisionEvent(ProbeFrom("10.9.0.7"))]);

        Assert.True((await Results.InMemoryAsync(PortalWorld.Company, FilterParser.Parse("client:10.9.0.7 outcome:denied").Filter!, Cancel)).LastFromSource!.IsHealthCheck);
    }

    /// <summary>A tenant sees nothing of the company's load balancers.</summary>
    [Fact]
    public async Task InHistoryAsync_AHostThatNobodyReached_SaysToTheCompanyWhenItsBalancersLastChecked()
    {
        await World.StartWithLinkAsync();
        await World.Portal.Publisher.RefreshAsync(Cancel);
        await StoreAsync(Decision() with { Host = "globex.my-saas.io", LinkId = null });
        Assert.Null(Assert.Single((await AskAsync("host:megacorp.my-saas.io")).LastProbes).Last);
        var probe = ProbeFrom("10.9.0.7");
        _peers.Take([new DecisionEvent(probe)]);

        Assert.Equal(new EmptyProbe(CloudProvider.Aws, probe.Time), Assert.Single((await AskAsync("host:megacorp.my-saas.io")).LastProbes));
        Assert.Empty((await Results.InHistoryAsync(World.Mia, new(FilterParser.Parse("host:megacorp.my-saas.io").Filter!), Cancel)).LastProbes);
    }

    [Fact]
    public async Task InMemoryAsync_WhatFitsIsOnlyOld_SaysThatItWas()
    {
        World.Live.Live.Take([new DecisionEvent(Decision())]);

        var answer = await Results.InMemoryAsync(PortalWorld.Company, FilterParser.Parse("outcome:allowed").Filter!, Cancel);

        Assert.Equal((EmptyKind.NothingInSpan, World.Now), (answer.Kind, answer.NewestStored));
    }

    [Fact]
    public async Task AmongAsync_OpenConnections_KnowsEachKindOfNothing()
    {
        IReadOnlyList<ConnectionView> open = [new ConnectionEntry(1, Decision(), null).Whole];

        Assert.Equal(EmptyKind.NothingYet, (await Results.AmongAsync(PortalWorld.Company, ConnectionFilter.Everything, [], Cancel)).Kind);
        var answer = await Results.AmongAsync(PortalWorld.Company, FilterParser.Parse("host:other.my-saas.io").Filter!, open, Cancel);
        Assert.Equal((EmptyKind.NothingForFilter, 1), (answer.Kind, Assert.Single(answer.Excluded).Count));
        Assert.Equal(EmptyKind.NotAllowed, (await Results.AmongAsync(World.Mia, FilterParser.Parse("node:test").Filter!, open, Cancel)).Kind);
    }

    private ConnectionDecision ProbeFrom(string address) => Decision() with
    {
        Verdict = Verdict.None,
        Reason = Reason.HealthCheck,
        LinkKind = LinkIdentityKind.Absent,
        LinkId = null,
        Host = null,
        ResourceId = null,
        TenantId = null,
        Source = null,
        Listener = "aws",
        Peer = NetworkAddress.From(new IPEndPoint(IPAddress.Parse(address), 40_000)),
    };

    private Task<EmptyAnswer> AskAsync(string text) => Results.InHistoryAsync(PortalWorld.Company, new(FilterParser.Parse(text).Filter!), Cancel);

    private ConnectionDecision Decision()
    {
        Database.Time.Advance(TimeSpan.FromMilliseconds(1));
        return World.Decision(Reason.LinkMatched, PortalWorld.AwsLink, World.MegacorpHost) with { Id = ConnectionIds.FloorOf(Database.Time.GetUtcNow()) };
    }

    private async Task StoreAsync(ConnectionDecision decision)
    {
        await using var context = Database.CreateDbContext();
        context.Add(RecordForm.Of(decision, closed: null));
        await context.SaveChangesAsync(Cancel);
    }
}
