using System.Net;
using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>A full engine refuses with a reason, and has room again when a connection ends.</summary>
public class LimitTests
{
    [Fact]
    public async Task Undecided_CeilingReached_TheOneThatWaitedLongestGivesWay()
    {
        await using var engine = await EngineUnderTest.StartAsync(options => options.Limits.Undecided = 2);
        using var first = await engine.ConnectAsync();
        await Eventually.TrueAsync(() => engine.Status.UndecidedConnections == 1);
        using var second = await engine.ConnectAsync();
        await Eventually.TrueAsync(() => engine.Status.UndecidedConnections == 2);

        using var third = await engine.ConnectAsync();
        Assert.Equal("RST", await first.EndingAsync());
        Assert.Equal((Verdict.Denied, Reason.LimitGaveWay), await NextAsync(engine));
        Assert.Equal(CloseReason.NotAdmitted, (await engine.Sink.NextClosedAsync()).Reason);
        await Eventually.TrueAsync(() => engine.Status.OpenConnections == 2);
        Assert.Equal(2, engine.Status.UndecidedConnections);

        foreach (var stays in new[] { second, third })
        {
            stays.Finish();
            Assert.Equal("FIN", await stays.EndingAsync());
            Assert.Equal((Verdict.None, Reason.ProbeEmpty), await NextAsync(engine));
        }

        await Eventually.TrueAsync(() => engine.Status.OpenConnections == 0);
        Assert.Equal(0, engine.Status.UndecidedConnections);
    }

    /// <summary>A decided or failed connection has left the waiting room: only those that wait now count.</summary>
    [Theory]
    [InlineData(false, Reason.NameUnknown)]
    [InlineData(true, Reason.InternalError)]
    public async Task Undecided_CeilingReached_ThoseDecidedBeforeWeighNothing(bool fails, Reason reason)
    {
        await using var engine = await EngineUnderTest.StartAsync(options => (options.Limits.Undecided, options.Loops) = (3, 1));
        if (fails) engine.WhileReading = () => throw new InvalidOperationException("broken source");
        for (var i = 0; i < 3; i++)
        {
            using var decided = await ComeSlowlyAsync(engine, client: 1, waiting: 0);
            await decided.SendAsync(Pair.Hello);
            Assert.Equal((Verdict.Denied, reason), await NextAsync(engine));
            Assert.Equal(fails ? "RST" : "15030300020231 FIN", await decided.EndingAsync());
        }

        using var single = await ComeSlowlyAsync(engine, client: 1, waiting: 0);
        var other = Enumerable.Range(2, 200).Select(client => (byte)client).First(client => CounterOf(client) != CounterOf(1));
        using var first = await ComeSlowlyAsync(engine, other, waiting: 1);
        using var second = await ComeSlowlyAsync(engine, other, waiting: 2);
        using var newcomer = await engine.ConnectAsync();

        var gaveWay = await engine.Sink.NextDecisionAsync();
        Assert.Equal((Reason.LimitGaveWay, $"192.0.2.{other}"), (gaveWay.Reason, gaveWay.Source?.Address.ToString()));
        Assert.Equal("RST", await first.EndingAsync());
    }

    [Fact]
    public async Task Connections_CeilingReachedWithASilentOne_TheSilentOneGivesWay()
    {
        await using var pair = await Pair.ConnectAsync(options => options.Limits.Connections = 2);
        using var silent = await pair.Engine.ConnectAsync();
        await Eventually.TrueAsync(() => pair.Engine.Status.UndecidedConnections == 1);

        using var second = await pair.Engine.ConnectAsync();
        await second.SendAsync(Pair.FirstBytes);
        using var backend = await pair.Upstream.AcceptAsync();
        Assert.Equal("RST", await silent.EndingAsync());
        Assert.Equal([(Verdict.Allowed, Reason.LinkMatched), (Verdict.Denied, Reason.LimitGaveWay)], new[] { await NextAsync(pair.Engine), await NextAsync(pair.Engine) }.Order());

        // A relayed connection is never displaced.
        using var third = await pair.Engine.ConnectAsync();
        Assert.Equal("RST", await third.EndingAsync());
        Assert.Equal((Verdict.Denied, Reason.LimitGlobal), await NextAsync(pair.Engine));
    }

    [Fact]
    public async Task Connections_CeilingReached_NextIsResetUntilOneIsGone()
    {
        await using var pair = await Pair.ConnectAsync(options => options.Limits.Connections = 1);

        using var second = await pair.Engine.ConnectAsync();
        Assert.Equal("RST", await second.EndingAsync());
        Assert.Equal((Verdict.Denied, Reason.LimitGlobal), await NextAsync(pair.Engine));

        pair.Client.Reset();
        await pair.ClosedAsync();
        await pair.ClosedAsync();

        using var third = await pair.Engine.ConnectAsync();
        third.Finish();
        Assert.Equal((Verdict.None, Reason.ProbeEmpty), await NextAsync(pair.Engine));
    }

    [Fact]
    public async Task Undecided_RelayedConnections_DoNotCount()
    {
        await using var pair = await Pair.ConnectAsync(options => options.Limits.Undecided = 1);

        using var second = await pair.Engine.ConnectAsync();
        second.Finish();

        Assert.Equal((Verdict.None, Reason.ProbeEmpty), await NextAsync(pair.Engine));
        await Eventually.TrueAsync(() => pair.Engine.Status.UndecidedConnections == 0); // recorded first, then no longer counted
    }

    [Fact]
    public async Task UndecidedBytes_BudgetSpent_TheOldestGivesWayAndTheBudgetComesBack()
    {
        await using var engine = await EngineUnderTest.StartAsync(options => options.Limits.UndecidedBytes = 64 * 1024);
        byte[] unfinished = [.. ProxyHeaderBytes.IPv4(), .. ClientHelloBuilder.For(TestPolicy.Host).PaddedTo(16_384).ToBytes()[..^1]];
        var hoarders = new List<WireEnd>();
        for (var i = 0; i < 8; i++)
        {
            var hoarder = await engine.ConnectAsync();
            hoarders.Add(hoarder);
            await hoarder.SendAsync(unfinished);
        }

        Assert.Equal((Verdict.Denied, Reason.LimitGaveWay), await NextAsync(engine));

        // All of them were accepted and have ended. One still waiting in the kernel would take bytes again.
        hoarders.ForEach(hoarder => hoarder.Dispose());
        await Eventually.TrueAsync(() => engine.Sink.Decided == hoarders.Count && engine.Status.OpenConnections == 0);
        using var next = await engine.ConnectAsync();
        await next.SendAsync([.. ProxyHeaderBytes.IPv4(), .. Pair.Hello]);
        Assert.Equal("15030300020231 FIN", await next.EndingAsync());
    }

    [Fact]
    public async Task UndecidedBytes_BudgetSpent_AProbesEndingIsStillQuiet()
    {
        await using var engine = await EngineUnderTest.StartAsync(options => options.Limits.UndecidedBytes = 4096);
        using var hoarder = await engine.ConnectAsync();
        await hoarder.SendAsync([.. ProxyHeaderBytes.IPv4(), .. ClientHelloBuilder.For(TestPolicy.Host).PaddedTo(4000).ToBytes()[..^1]]);
        await Eventually.TrueAsync(() => engine.Get<PreludeBudget>().Taken > 4000);

        using var probe = await engine.ConnectAsync();
        probe.Finish();
        Assert.Equal("FIN", await probe.EndingAsync());
        Assert.Equal((Verdict.None, Reason.ProbeEmpty), await NextAsync(engine));

        using var next = await engine.ConnectAsync();
        await next.SendAsync(ProxyHeaderBytes.IPv4());
        Assert.Equal("RST", await hoarder.EndingAsync());
        Assert.Equal((Verdict.Denied, Reason.LimitGaveWay), await NextAsync(engine));
    }

    [Theory]
    [InlineData(1, null, Reason.LimitHost)]
    [InlineData(null, 1, Reason.LimitLink)]
    public async Task Relayed_CeilingOfResourceOrLinkReached_NextIsDeniedUntilOneIsGone(int? perResource, int? perLink, Reason reason)
    {
        await using var pair = await Pair.ConnectAsync(options => (options.Limits.PerResource, options.Limits.PerLink) = (perResource, perLink));

        using var second = await pair.Engine.ConnectAsync();
        await second.SendAsync(Pair.FirstBytes);
        Assert.Equal("15030300020231 FIN", await second.EndingAsync());
        second.Dispose();
        Assert.Equal((Verdict.Denied, reason), await NextAsync(pair.Engine));
        Assert.Equal(1, pair.Upstream.Connections);

        pair.Client.Reset();
        await Eventually.TrueAsync(() => pair.Engine.Status.OpenConnections == 0);
        using var third = await pair.Engine.ConnectAsync();
        await third.SendAsync(Pair.FirstBytes);
        Assert.Equal((Verdict.Allowed, Reason.LinkMatched), await NextAsync(pair.Engine));
    }

    private static int CounterOf(byte client) => SourceShares.CounterOf(NetworkAddress.From(IPEndPoint.Parse($"192.0.2.{client}:0")));

    /// <summary>Sends a header, and waits until it is read.</summary>
    private static async Task<WireEnd> ComeSlowlyAsync(EngineUnderTest engine, byte client, int waiting)
    {
        const int BytesOfEach = 4096;
        await Eventually.TrueAsync(() => engine.Get<PreludeBudget>().Taken == waiting * BytesOfEach);
        var end = await engine.ConnectAsync();
        await end.SendAsync(ProxyHeaderBytes.From(client));
        await Eventually.TrueAsync(() => engine.Get<PreludeBudget>().Taken > waiting * BytesOfEach);
        return end;
    }

    private static async Task<(Verdict Verdict, Reason Reason)> NextAsync(EngineUnderTest engine)
    {
        var decision = await engine.Sink.NextDecisionAsync();
        return (decision.Verdict, decision.Reason);
    }
}
