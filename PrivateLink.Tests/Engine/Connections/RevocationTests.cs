using PrivateLink.Engine.Background;
using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>Withdrawn access ends the affected open connections. All others stay open.</summary>
public class RevocationTests
{
    [Fact]
    public async Task PolicyChanged_LinkRemoved_OpenConnectionIsReset()
    {
        await using var pair = await Pair.ConnectAsync();

        pair.Engine.Current = Policy(pair, revision: 2, ResourceMode.Enforce);

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal("RST", await pair.Backend.EndingAsync());
        Assert.Equal(CloseReason.PolicyRevoked, (await pair.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task PolicyChanged_LookingAtItFails_BeginsAgainAndForgetsNobody()
    {
        await using var pair = await Pair.ConnectAsync();
        var failures = 0;
        var closed = Policy(pair, revision: 2, ResourceMode.Enforce);
        pair.Engine.WhileReading = () =>
        {
            if (Interlocked.Increment(ref failures) == 1) throw new InvalidOperationException("broken source");
        };

        pair.Engine.Current = closed;

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal(CloseReason.PolicyRevoked, (await pair.ClosedAsync()).Reason);
        Assert.Single(pair.Engine.Get<BackgroundWork>().Failing);
    }

    /// <summary>If the evaluation of a connection fails, the connection ends, because the policy may now deny it. The others are still evaluated.</summary>
    [Fact(Timeout = 30_000)]
    public async Task PolicyChanged_LookingAtOneConnectionFails_EndsThatOneAndTheOthers()
    {
        await using var pair = await Pair.ConnectAsync();
        var registry = pair.Engine.Get<ConnectionRegistry>();
        var connection = new ScriptedConnection([], ReceiveStatus.Finished) { Fault = new InvalidOperationException("broken connection") };
        var story = new ConnectionStory(long.MaxValue, "node", connection, new("private", EngineUnderTest.Private()), TimeProvider.System);
        story.Decide(new AccessDecision(Verdict.Allowed, Reason.LinkMatched, pair.Engine.Current!.Find(TestPolicy.Host)));
        registry.Add(story);

        pair.Engine.Current = Policy(pair, revision: 2, ResourceMode.Enforce);

        Assert.Equal(CloseReason.PolicyRevoked, (await pair.ClosedAsync()).Reason);
        await Eventually.TrueAsync(() => connection.Ending is not null);
        Assert.Equal("RST by InternalError", connection.Ending);
        registry.Remove(story);
    }

    /// <summary>A connection that only monitor mode admitted is no longer admitted.</summary>
    [Fact]
    public async Task PolicyChanged_MonitorEnds_ConnectionOfALinkThatIsNotListedIsReset()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Monitor, upstream.Upstream));
        using var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.FirstBytes);
        Assert.Equal(Verdict.Audited, (await engine.Sink.NextDecisionAsync()).Verdict);
        using var backend = await upstream.AcceptAsync();

        engine.Current = TestPolicy.Snapshot(2, TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce, upstream.Upstream));

        Assert.Equal("RST", await client.EndingAsync());
        Assert.Equal(CloseReason.PolicyRevoked, (await engine.Sink.NextClosedAsync()).Reason);
    }

    /// <summary>The policy changes after the verdict, before the revocation can see this connection.</summary>
    [Fact]
    public async Task PolicyChanged_BetweenVerdictAndRelay_ConnectionIsReset()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(
            TestPolicy.Host, ResourceMode.Enforce, upstream.Upstream, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service)));
        var isOver = 0;
        engine.WhileReading = () =>
        {
            if (engine.Sink.Decided > 0 && Interlocked.Exchange(ref isOver, 1) == 0) engine.Publish(TestPolicy.Snapshot(2), Guid.NewGuid());
        };

        using var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.FirstBytes);

        Assert.Equal("RST", await client.EndingAsync());
        Assert.Equal(Verdict.Allowed, (await engine.Sink.NextDecisionAsync()).Verdict);
        Assert.Equal(CloseReason.PolicyRevoked, (await engine.Sink.NextClosedAsync()).Reason);
    }

    /// <summary>One change arrives during the evaluation of an earlier one, and another while that one waits. All are handled.</summary>
    [Fact(Timeout = 30_000)]
    public async Task PolicyChanged_WhileItLooks_EndsTheConnectionsOfEveryChange()
    {
        await using var pair = await Pair.ConnectAsync();
        var (mine, other) = (pair.Engine.Current!.Find(TestPolicy.Host)!.ResourceId, Guid.NewGuid());
        var closed = Policy(pair, revision: 2, ResourceMode.Enforce);
        using var looks = new SemaphoreSlim(0);
        using var goOn = new SemaphoreSlim(0);
        pair.Engine.WhileReading = () =>
        {
            looks.Release();
            goOn.Wait(TestContext.Current.CancellationToken);
        };
        pair.Engine.Publish(closed, other);
        await looks.WaitAsync(TestContext.Current.CancellationToken);

        pair.Engine.Publish(closed, mine);
        pair.Engine.Publish(closed, other);
        goOn.Release(int.MaxValue);

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal(CloseReason.PolicyRevoked, (await pair.ClosedAsync()).Reason);
    }

    [Theory]
    [InlineData("switched off")]
    [InlineData("removed")]
    [InlineData("link switched off")]
    public async Task PolicyChanged_NoLongerAdmitted_OpenConnectionIsReset(string change)
    {
        await using var pair = await Pair.ConnectAsync();

        pair.Engine.Current = change switch
        {
            "switched off" => TestPolicy.Snapshot(2, TestPolicy.SwitchedOff(pair.Engine.Current!.Find(TestPolicy.Host)!)),
            "removed" => TestPolicy.Snapshot(2),
            _ => Policy(pair, 2, ResourceMode.Enforce, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service, Enabled: false)),
        };

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal(CloseReason.PolicyRevoked, (await pair.ClosedAsync()).Reason);
    }

    [Theory]
    [InlineData(ResourceMode.Open)]
    [InlineData(ResourceMode.Monitor)]
    public async Task PolicyChanged_StillRelayed_OpenConnectionLives(ResourceMode mode)
    {
        await using var pair = await Pair.ConnectAsync();

        pair.Engine.Current = Policy(pair, 2, mode);

        await ExpectAliveAsync(pair);
    }

    [Fact]
    public async Task PolicyChanged_AnotherLinkRemoved_OpenConnectionLives()
    {
        await using var pair = await Pair.ConnectAsync();
        var mine = new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service);

        pair.Engine.Current = Policy(pair, 2, ResourceMode.Enforce, mine, new LinkGrant(TestPolicy.AzureLink, EngineUnderTest.Service));
        pair.Engine.Current = Policy(pair, 3, ResourceMode.Enforce, mine);

        await ExpectAliveAsync(pair);
    }

    /// <summary>Waits long enough for a revocation to arrive.</summary>
    private static async Task ExpectAliveAsync(Pair pair)
    {
        await Assert.ThrowsAsync<TimeoutException>(() =>
            pair.ClosedAsync().WaitAsync(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken));
        await pair.Client.SendAsync("ping"u8.ToArray());
        Assert.Equal("ping"u8.ToArray(), await pair.Backend.ReadExactlyAsync(4));
    }

    /// <summary>The same resource with another mode or other links.</summary>
    private static PolicySnapshot Policy(Pair pair, long revision, ResourceMode mode, params LinkGrant[] links)
    {
        var before = pair.Engine.Current!.Find(TestPolicy.Host)!;
        return TestPolicy.Snapshot(revision, new ResourcePolicy
        {
            ResourceId = before.ResourceId,
            TenantId = before.TenantId,
            Names = before.Names,
            Mode = mode,
            Links = new LinkTable(links),
            Upstream = before.Upstream,
        });
    }
}
