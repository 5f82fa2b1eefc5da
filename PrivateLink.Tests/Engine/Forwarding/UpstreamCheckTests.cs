using System.Net;
using System.Net.Sockets;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Forwarding;

/// <summary>Every upstream address is checked at its own interval, whatever the others do.</summary>
public class UpstreamCheckTests
{
    [Fact]
    public async Task Check_OfALivingAddress_IsNotDelayedByHundredsThatNeverAnswer()
    {
        // A listening socket with a full backlog answers no SYN, at any of the machine's addresses.
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Any, 0));
        deaf.Listen(0);
        var port = ((IPEndPoint)deaf.LocalEndPoint!).Port;
        using var first = await WireEnd.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));

        // Enough addresses to fill every slot for seconds. All are checked once before any counts as silent.
        var silent = Enumerable.Range(0, 300).Select(number => new UpstreamAddress($"127.0.{1 + (number / 250)}.{1 + (number % 250)}", port));

        await using var living = new CountingUpstream();
        await using var engine = await StartAsync([.. silent, .. living.Upstream.Addresses]);

        await Eventually.TrueAsync(() => living.Connections >= 10);
    }

    [Fact]
    public async Task Check_AfterAPolicyThatCouldNotBeRead_GoesOn()
    {
        await using var living = new CountingUpstream();
        await using var engine = await StartAsync([.. living.Upstream.Addresses]);
        await Eventually.TrueAsync(() => living.Connections > 0);

        var failed = 0;
        engine.WhileReading = () => throw new InvalidOperationException($"broken source, {Interlocked.Increment(ref failed)}");
        await Eventually.TrueAsync(() => Volatile.Read(ref failed) > 0);
        engine.WhileReading = null;

        var before = living.Connections;
        await Eventually.TrueAsync(() => living.Connections > before + 2);
    }

    [Fact]
    public async Task Check_OfAnAddressThatNobodyUsesAnyMore_Ends()
    {
        await using var old = new CountingUpstream();
        await using var engine = await StartAsync([.. old.Upstream.Addresses]);
        await Eventually.TrueAsync(() => old.Connections > 0);

        await using var next = new CountingUpstream();
        engine.Current = PolicyOf([.. next.Upstream.Addresses]);
        await Eventually.TrueAsync(() => next.Connections > 3);

        var before = old.Connections;
        await Eventually.TrueAsync(() => next.Connections > 10);
        Assert.Equal(before, old.Connections);
        Assert.Equal(next.Upstream.Addresses[0].Port, Assert.Single(engine.Status.Upstreams).Address.Port);
    }

    private static async Task<EngineUnderTest> StartAsync(UpstreamAddress[] addresses)
    {
        var engine = await EngineUnderTest.StartAsync(options =>
        {
            options.Upstreams.CheckInterval = TimeSpan.FromMilliseconds(50);
            options.Timeouts.Connect = TimeSpan.FromSeconds(3);
        });
        engine.Current = PolicyOf(addresses);
        return engine;
    }

    private static PolicySnapshot PolicyOf(UpstreamAddress[] addresses) => TestPolicy.Snapshot(
        TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open, new Upstream(Guid.NewGuid(), "checked", addresses)));
}
