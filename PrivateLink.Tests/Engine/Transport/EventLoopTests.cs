using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>Faults of an event loop, and their effect on its connections.</summary>
[Collection(nameof(WholeProcess))]
public class EventLoopTests
{
    [Theory]
    [InlineData(TransportKind.Epoll)]
    [InlineData(TransportKind.Sockets)]
    public async Task Fault_InOneConnection_EndsThatOneAlone(TransportKind kind)
    {
        TransportKinds.SkipUnlessSupported(kind);
        await using var pair = await ConnectAsync(kind);

        pair.Engine.WhileReading = () => throw new InvalidOperationException("broken source");
        using (var unlucky = await pair.Engine.ConnectAsync())
        {
            await unlucky.SendAsync(Pair.FirstBytes);
            Assert.Equal("RST", await unlucky.EndingAsync());
        }

        Assert.Equal(CloseReason.InternalError, (await pair.ClosedAsync()).Reason);
        pair.Engine.WhileReading = null;

        await ExpectRelaysAsync(pair.Client, pair.Backend);
        await ExpectServedAsync(pair);
        Assert.Equal(0, pair.Engine.Status.Transport.LoopDeaths);
    }

    [Fact]
    public async Task Loop_ThatDies_IsNoticedAndRestarted()
    {
        TransportKinds.SkipUnlessSupported(TransportKind.Epoll);
        await using (new CountingUpstream())
        {
            // The runtime creates its own queue with the first socket of the test.
        }

        var before = EventQueues.All();
        await using var pair = await ConnectAsync(TransportKind.Epoll);
        var queue = Assert.Single(EventQueues.All().Except(before));

        EventQueues.Break(queue);
        await pair.Client.SendAsync(1); // wakes the loop, which then fails on its broken queue

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal(CloseReason.InternalError, (await pair.ClosedAsync()).Reason);
        await Eventually.TrueAsync(() => pair.Engine.Status.Transport is { LoopDeaths: 1, LoopsDown: 0, LastError: not null });
        Assert.Contains(pair.Engine.Log.GetSnapshot(), line => line.Level == LogLevel.Critical);
        await ExpectServedAsync(pair);
    }

    [Fact]
    public async Task Port_ThatCannotAccept_IsSeenUntilItCan()
    {
        TransportKinds.SkipUnlessSupported(TransportKind.Epoll);
        await using var pair = await ConnectAsync(TransportKind.Epoll);
        using var clients = new WaitingClients();

        using (DescriptorLimit.Exhaust()) await clients.ConnectUntilRefusedAsync(pair.Engine);

        await Eventually.TrueAsync(() => pair.Engine.Status.Transport.PortsNotAccepting == 0);
        Assert.Single(pair.Engine.Log.GetSnapshot(), line => line.Id == 1010);
    }

    [Theory]
    [InlineData(TransportKind.Epoll)]
    [InlineData(TransportKind.Sockets)]
    public async Task Port_ThatCannotAcceptNorSaySo_AcceptsAgainNonetheless(TransportKind kind)
    {
        TransportKinds.SkipUnlessSupported(kind);
        using var log = new BrokenLog();
        await using var engine = await EngineUnderTest.StartAsync(
            options => (options.Transport, options.Loops) = (kind, 1),
            services => services.AddLogging(logging => logging.AddProvider(log)));
        using var clients = new WaitingClients();

        using (DescriptorLimit.Exhaust()) await clients.ConnectUntilRefusedAsync(engine);

        var client = clients.Last;
        client.Finish();
        Assert.Equal("FIN", await client.EndingAsync());
        Assert.Equal(0, engine.Status.Transport.PortsNotAccepting);
    }

    [Fact]
    public async Task Port_OfTwoLoops_IsSharedByThem()
    {
        TransportKinds.SkipUnlessSupported(TransportKind.Epoll);
        await using var engine = await EngineUnderTest.StartAsync(options => (options.Transport, options.Loops) = (TransportKind.Epoll, 2));
        var threads = new HashSet<string?>();
        engine.Sink.WhileClosing = () =>
        {
            lock (threads) threads.Add(Thread.CurrentThread.Name);
        };

        for (var i = 0; i < 64; i++)
        {
            using var client = await engine.ConnectAsync();
            client.Finish();
            await engine.Sink.NextClosedAsync();
        }

        Assert.Equal(["epoll loop 0", "epoll loop 1"], threads.Order());
    }

    [Theory]
    [InlineData(TransportKind.Epoll)]
    [InlineData(TransportKind.Sockets)]
    public async Task Port_OfBothFamilies_TellsThemApart(TransportKind kind)
    {
        TransportKinds.SkipUnlessSupported(kind);
        Assert.SkipUnless(Socket.OSSupportsIPv6, "this machine has no IPv6");
        await using var engine = await EngineUnderTest.StartAsync(options =>
        {
            options.Transport = kind;
            options.Listeners["private"] = EngineUnderTest.Private(listener =>
            {
                listener.Bind = "[::]:0";
                listener.TrustedSources.Add("::1/128");
            });
        });

        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(new IPEndPoint(address, engine.Address().Port), TestContext.Current.CancellationToken);
            socket.Shutdown(SocketShutdown.Send);
            var decision = await engine.Sink.NextDecisionAsync();
            Assert.Equal((Reason.ProbeEmpty, (IPEndPoint)socket.LocalEndPoint!), (decision.Reason, decision.Peer.ToIPEndPoint()));
        }
    }

    private static Task<Pair> ConnectAsync(TransportKind kind) => Pair.ConnectAsync(options => (options.Transport, options.Loops) = (kind, 1));

    private static async Task ExpectRelaysAsync(WireEnd client, WireEnd backend)
    {
        await client.SendAsync(1, 2, 3);
        Assert.Equal([1, 2, 3], await backend.ReadExactlyAsync(3));
    }

    private static async Task ExpectServedAsync(Pair pair)
    {
        using var client = await pair.Engine.ConnectAsync();
        await client.SendAsync(Pair.FirstBytes);
        using var backend = await pair.Upstream.AcceptAsync();
        Assert.Equal(Pair.Hello, await backend.ReadExactlyAsync(Pair.Hello.Length));
        await ExpectRelaysAsync(client, backend);
    }

    /// <summary>Clients whose sockets were opened before descriptors ran out. One may still be accepted with a descriptor that another test released.</summary>
    private sealed class WaitingClients : IDisposable
    {
        private readonly WireEnd[] _clients = [.. Enumerable.Range(0, 8).Select(_ => WireEnd.Open())];

        /// <summary>The client that was not accepted.</summary>
        public WireEnd Last { get; private set; } = null!;

        public async Task ConnectUntilRefusedAsync(EngineUnderTest engine)
        {
            foreach (var client in _clients)
            {
                var open = engine.Status.OpenConnections;
                await client.ConnectToAsync(engine.Address());
                Last = client;
                await Eventually.TrueAsync(() => engine.Status.Transport.PortsNotAccepting == 1 || engine.Status.OpenConnections > open);
                if (engine.Status.Transport.PortsNotAccepting == 1) return;
            }

            Assert.Fail("Every client was accepted, so descriptors were left.");
        }

        public void Dispose()
        {
            foreach (var client in _clients) client.Dispose();
        }
    }

    /// <summary>Throws when it should log that a port cannot accept.</summary>
    private sealed class BrokenLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id is 1010 or 1011) throw new InvalidOperationException("broken log");
        }

        public void Dispose()
        {
        }
    }
}
