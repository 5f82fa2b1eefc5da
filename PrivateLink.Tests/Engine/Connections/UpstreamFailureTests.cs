using System.Net;
using System.Net.Sockets;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>A failure after the connection is allowed is an ending, not a verdict.</summary>
public class UpstreamFailureTests
{
    [Fact]
    public async Task Relay_UpstreamWithoutAddresses_EndsWithBackendNone() =>
        Assert.Equal(CloseReason.BackendNone, await EndingWithAsync(new Upstream(Guid.NewGuid(), "empty", [])));

    [Fact]
    public async Task Relay_UpstreamRefuses_EndsWithBackendRefused()
    {
        using var refusing = new RefusingPort();
        Assert.Equal(CloseReason.BackendRefused, await EndingWithAsync(TestPolicy.UpstreamAt(refusing.Number)));
    }

    [Fact]
    public async Task Relay_UpstreamSilent_EndsWithBackendTimeout()
    {
        // A listening socket with a full backlog answers no SYN.
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        deaf.Listen(0);
        var port = ((IPEndPoint)deaf.LocalEndPoint!).Port;
        using var first = await WireEnd.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));

        Assert.Equal(CloseReason.BackendTimeout, await EndingWithAsync(TestPolicy.UpstreamAt(port), TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public async Task Relay_FirstAddressRefuses_TheNextOneIsTried()
    {
        await using var upstream = new CountingUpstream();
        using var refusing = new RefusingPort();
        var addresses = new Upstream(Guid.NewGuid(), "two", [new("127.0.0.1", refusing.Number), upstream.Upstream.Addresses[0]]);
        await using var engine = await StartAsync(addresses);

        for (var connection = 1; connection <= 4; connection++)
        {
            using var client = await engine.ConnectAsync();
            await client.SendAsync(Pair.Hello);
            using var backend = await upstream.AcceptAsync();
            Assert.Equal(Pair.Hello, await backend.ReadExactlyAsync(Pair.Hello.Length));
        }
    }

    /// <summary>Connects, expects an allowed verdict and a reset of the client, and returns the recorded ending.</summary>
    private static async Task<CloseReason> EndingWithAsync(Upstream upstream, TimeSpan? connect = null)
    {
        await using var engine = await StartAsync(upstream, connect);

        using var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.Hello);

        Assert.Equal("RST", await client.EndingAsync());
        Assert.Equal((Verdict.Allowed, Reason.HostOpen), await OutcomeAsync(engine));
        return (await engine.Sink.NextClosedAsync()).Reason;
    }

    private static async Task<(Verdict Verdict, Reason Reason)> OutcomeAsync(EngineUnderTest engine)
    {
        var decision = await engine.Sink.NextDecisionAsync();
        return (decision.Verdict, decision.Reason);
    }

    private static async Task<EngineUnderTest> StartAsync(Upstream upstream, TimeSpan? connect = null)
    {
        var engine = await EngineUnderTest.StartAsync(options =>
        {
            options.Listeners["private"] = EngineUnderTest.Public();
            options.Timeouts.Connect = connect ?? options.Timeouts.Connect;
        });
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open, upstream));
        return engine;
    }
}
