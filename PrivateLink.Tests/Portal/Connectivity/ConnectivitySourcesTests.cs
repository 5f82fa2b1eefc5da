using System.Net;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Portal.Publishing;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Onboarding;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Connectivity;

public sealed class ConnectivitySourcesOnSqliteTests() : ConnectivitySourcesTests(new SqliteTestDatabase());

public sealed class ConnectivitySourcesOnSqlServerTests() : ConnectivitySourcesTests(new SqlServerTestDatabase());

/// <summary>What is known of a client's address.</summary>
public abstract class ConnectivitySourcesTests(TestDatabase database) : OnboardingTest(database)
{
    private const string Client = "10.1.2.3";

    private readonly PeerWatch _peers = new();
    private readonly EngineOptions _engine = new() { Listeners = { ["aws"] = new() { Provider = ProviderSetting.Aws } } };

    private ConnectivitySources Sources => new(Database, World.Live.Sights, World.Live.Live, _peers, new ListenerTrust(Options.Create(_engine)), Options.Create(_engine));

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("10.1.0.0/16", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("553665985", false)]
    [InlineData("megacorp", false)]
    [InlineData("*", false)]
    public void IsSource_Text_OnlyIfItIsAnAddressOrANetwork(string text, bool expected) => Assert.Equal(expected, ConnectivitySources.IsSource(text));

    [Theory]
    [InlineData(Client)]
    [InlineData("10.1.0.0/16")]
    public async Task FindAsync_ADenialAndThenAConnection_SaysBothAndWhoseItIs(string source)
    {
        var endpoint = await World.StartWithLinkAsync();
        await StoreAsync(Decision(Reason.LinkMismatch) with { Verdict = Verdict.Denied }, Decision(Reason.ProbeEmpty) with { Verdict = Verdict.None }, Decision(Reason.LinkMatched));

        var known = await Sources.FindAsync(PortalWorld.Company, source, Cancel);

        Assert.Equal((Reason.LinkMatched, Reason.LinkMismatch, Reason.ProbeEmpty), (known.LastConnection!.Reason, known.LastDenial!.Reason, known.LastProbe!.Reason));
        Assert.Equal((endpoint, World.Portal.Megacorp.Id), Assert.Single(known.Holders) is var holder ? (holder.EndpointId, holder.TenantId) : default);
        Assert.Null(known.SearchedAmong);
    }

    [Fact]
    public async Task FindAsync_OnlyInMemory_IsFoundToo()
    {
        World.Live.Live.Take([new DecisionEvent(Decision(Reason.LinkMatched))]);

        Assert.Equal(Reason.LinkMatched, (await Sources.FindAsync(PortalWorld.Company, Client, Cancel)).LastConnection!.Reason);
    }

    [Fact]
    public async Task FindAsync_ALoadBalancer_SaysWhichListenerItChecks()
    {
        _peers.Take([new DecisionEvent(Decision(Reason.HealthCheck) with { Verdict = Verdict.None, Peer = Address("10.9.0.7"), Source = null, HeaderDuration = TimeSpan.Zero })]);

        var known = await Sources.FindAsync(PortalWorld.Company, "10.9.0.7", Cancel);

        Assert.Equal(("aws", Database.Time.GetUtcNow()), Assert.Single(known.Peers) is var peer ? (peer.Listener, peer.LastHealthCheck) : default);
        Assert.Empty((await Sources.FindAsync(World.Mia, "10.9.0.7", Cancel)).Peers);
    }

    /// <summary>A TCP health check sends nothing, so it may also be a port scan.</summary>
    [Fact]
    public async Task FindAsync_ALoadBalancerThatChecksWithPlainTcp_HasItsProbe()
    {
        _peers.Take([new DecisionEvent(Decision(Reason.ProbeEmpty) with { Verdict = Verdict.None, Peer = Address("10.9.0.7"), Source = null, HeaderDuration = TimeSpan.Zero })]);

        Assert.Equal(new SourcePeer("aws", null, Database.Time.GetUtcNow()), Assert.Single((await Sources.FindAsync(PortalWorld.Company, "10.9.0.7", Cancel)).Peers));
    }

    [Fact]
    public async Task FindAsync_AnotherTenantsClient_IsNothingToATenant()
    {
        await World.StartWithLinkAsync();
        await StoreAsync(Decision(Reason.LinkMatched));

        Assert.True((await Sources.FindAsync(World.Gus, Client, Cancel)).IsSilent);
        Assert.False((await Sources.FindAsync(World.Mia, Client, Cancel)).IsSilent);
    }

    [Fact]
    public async Task FindAsync_NeverSeen_IsSilent() => Assert.True((await Sources.FindAsync(PortalWorld.Company, "10.200.0.9", Cancel)).IsSilent);

    /// <summary>The customer can do nothing about it, so the company must read that first.</summary>
    [Theory]
    [InlineData(null, true)]
    [InlineData("saas-aws", false)]
    public async Task FindAsync_NeverSeen_NamesTheEndpointsThatNoListenerServes(string? bound, bool isUnserved)
    {
        await World.StartWithLinkAsync();
        _engine.Listeners["aws"].Service = bound;

        var (ours, theirs, others) = (await FindAsync(PortalWorld.Company), await FindAsync(World.Mia), await FindAsync(World.Gus));

        UnservedEndpoint[] expected = isUnserved ? [new(PortalWorld.AwsLink, CloudProvider.Aws, World.Portal.Megacorp.Name, NeverSeen: true)] : [];
        Assert.Equal(expected.Select(each => each with { Service = "saas-aws" }), ours.Unserved);
        Assert.Equal(expected, theirs.Unserved);
        Assert.Empty(others.Unserved);

        Task<KnownSource> FindAsync(Caller caller) => Sources.FindAsync(caller, "10.200.0.9", Cancel);
    }

    private static NetworkAddress Address(string text) => NetworkAddress.From(new IPEndPoint(IPAddress.Parse(text), 50_000));

    private ConnectionDecision Decision(Reason reason) => World.Decision(reason, PortalWorld.AwsLink, World.MegacorpHost) with
    {
        Listener = "aws",
        Source = Address(Client),
        Time = Database.Time.GetUtcNow(),
        TenantId = World.Portal.Megacorp.Id,
        Host = "megacorp.my-saas.io",
    };

    private async Task StoreAsync(params IEnumerable<ConnectionDecision> decisions)
    {
        await using var context = Database.CreateDbContext();
        context.AddRange(decisions.Select(decision => RecordForm.Of(decision, closed: null)));
        await context.SaveChangesAsync(Cancel);
    }
}
