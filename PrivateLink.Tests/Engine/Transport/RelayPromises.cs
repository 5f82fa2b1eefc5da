using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>The guarantees of a relayed connection, on real sockets: every byte arrives, each direction finishes alone, and the ending is named.</summary>
public abstract class RelayPromises
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(200);

    /// <summary>The transport under test.</summary>
    protected abstract TransportKind Kind { get; }

    private Task<Pair> ConnectAsync(Action<EngineOptions>? configure = null)
    {
        TransportKinds.SkipUnlessSupported(Kind);
        return Pair.ConnectAsync(options =>
        {
            options.Transport = Kind;
            configure?.Invoke(options);
        });
    }

    [Fact]
    public async Task Relay_BytesBothWays_ArriveAndAreCounted()
    {
        await using var pair = await ConnectAsync();

        await pair.Client.SendAsync("ping"u8.ToArray());
        Assert.Equal("ping"u8.ToArray(), await pair.Backend.ReadExactlyAsync(4));
        await pair.Backend.SendAsync("pong!"u8.ToArray());
        Assert.Equal("pong!"u8.ToArray(), await pair.Client.ReadExactlyAsync(5));

        pair.Client.Finish();
        Assert.Equal("FIN", await pair.Backend.EndingAsync());
        pair.Backend.Dispose();
        Assert.Equal("FIN", await pair.Client.EndingAsync());

        var closed = await pair.ClosedAsync();
        Assert.Equal((CloseReason.ClosedClient, Pair.Hello.Length + 4L, 5L), (closed.Reason, closed.BytesFromClient, closed.BytesFromUpstream));
        Assert.NotNull(closed.ConnectDuration);
        Assert.Equal("test upstream", closed.Decision.Upstream);
    }

    [Fact]
    public async Task Relay_ClientFinishesFirst_BackendMayStillAnswer()
    {
        await using var pair = await ConnectAsync();

        pair.Client.Finish();
        Assert.Equal("FIN", await pair.Backend.EndingAsync());
        await pair.Backend.SendAsync(new byte[100_000]);
        pair.Backend.Finish();

        Assert.Equal(100_000, (await pair.Client.ReadExactlyAsync(100_000)).Length);
        Assert.Equal("FIN", await pair.Client.EndingAsync());
        Assert.Equal(CloseReason.ClosedClient, (await pair.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task Relay_BackendFinishesFirst_ClientMayStillSend()
    {
        await using var pair = await ConnectAsync();

        pair.Backend.Finish();
        Assert.Equal("FIN", await pair.Client.EndingAsync());
        await pair.Client.SendAsync(new byte[100_000]);
        pair.Client.Finish();

        Assert.Equal(100_000, (await pair.Backend.ReadExactlyAsync(100_000)).Length);
        Assert.Equal("FIN", await pair.Backend.EndingAsync());
        Assert.Equal(CloseReason.ClosedBackend, (await pair.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task Relay_ClientResets_BackendSeesAReset()
    {
        await using var pair = await ConnectAsync();

        pair.Client.Reset();

        Assert.Equal("RST", await pair.Backend.EndingAsync());
        Assert.Equal(CloseReason.ClosedClient, (await pair.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task Relay_BackendResets_ClientSeesAReset()
    {
        await using var pair = await ConnectAsync();

        pair.Backend.Reset();

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal(CloseReason.BackendReset, (await pair.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task Relay_ResetAfterHalfClose_EndsTheOtherSideToo()
    {
        await using var pair = await ConnectAsync();
        pair.Client.Finish();
        Assert.Equal("FIN", await pair.Backend.EndingAsync());

        pair.Backend.Reset();

        Assert.Equal("RST", await pair.Client.EndingAsync());
        await pair.ClosedAsync();
    }

    [Fact]
    public async Task Relay_SilentForTheIdleTimeout_IsReset()
    {
        await using var pair = await ConnectAsync(options => options.Timeouts.Idle = TimeSpan.FromSeconds(1)); // the timeout starts before the test observes the relay

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal("RST", await pair.Backend.EndingAsync());
        Assert.Equal(CloseReason.IdleTimeout, (await pair.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task Relay_WordsOneWay_KeepItFromBeingIdle()
    {
        await using var pair = await ConnectAsync(options => options.Timeouts.Idle = TimeSpan.FromSeconds(2));

        using var metronome = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var beat = 0; beat < 25; beat++)
        {
            await metronome.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await pair.Backend.SendAsync(new byte[1]);
            await pair.Client.ReadExactlyAsync(1);
        }

        pair.Client.Reset();
        Assert.Equal(CloseReason.ClosedClient, (await pair.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task Relay_HalfClosedAndSilent_IsReset()
    {
        await using var pair = await ConnectAsync(options => options.Timeouts.HalfClose = Short);

        pair.Client.Finish();

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal(CloseReason.HalfCloseTimeout, (await pair.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task Relay_OpenAndSilentBeyondTheHalfCloseTimeout_Lives()
    {
        await using var pair = await ConnectAsync(options => options.Timeouts.HalfClose = TimeSpan.FromMilliseconds(50));

        using var silence = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        await silence.WaitForNextTickAsync(TestContext.Current.CancellationToken);

        await pair.Client.SendAsync("still here"u8.ToArray());
        Assert.Equal("still here"u8.ToArray(), await pair.Backend.ReadExactlyAsync(10));
    }

    [Fact]
    public async Task Relay_SlowReader_HoldsTheSenderBackAndLosesNothing()
    {
        const int Size = 64 * 1024 * 1024;
        await using var pair = await ConnectAsync();
        pair.Client.Socket.ReceiveBufferSize = 64 * 1024;

        var sending = SendNoiseAsync(pair.Backend.Socket, Size);

        // Without a reader the sender must block, long before the engine has buffered all of it.
        await Assert.ThrowsAsync<TimeoutException>(() => sending.WaitAsync(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken));

        var received = await HashAsync(pair.Client.Socket, Size);
        Assert.Equal(await sending, received);
    }

    /// <summary>No event of the first address may reach the connection to the second one.</summary>
    [Fact]
    public async Task Relay_FirstAddressRefusedThenASlowReader_LosesNothing()
    {
        const int Size = 64 * 1024 * 1024; // more than the system's buffers hold: a receive buffer alone may grow to 32 MiB
        TransportKinds.SkipUnlessSupported(Kind);
        using var refusing = new RefusingPort();
        await using var upstream = new CountingUpstream();
        await using var engine = await EngineUnderTest.StartAsync(options =>
        {
            options.Transport = Kind;
            options.Listeners["private"] = EngineUnderTest.Public();
            options.Upstreams.EjectAfter = int.MaxValue; // every second connection tries the refusing address first
        });
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open,
            new Upstream(Guid.NewGuid(), "two", [new("127.0.0.1", refusing.Number), upstream.Upstream.Addresses[0]])));

        for (var connection = 0; connection < 2; connection++)
        {
            using var client = WireEnd.Open();
            client.Socket.ReceiveBufferSize = 64 * 1024;
            await client.ConnectToAsync(engine.Address());
            await client.SendAsync(Pair.Hello);
            using var backend = await upstream.AcceptAsync();
            var sending = SendNoiseAsync(backend.Socket, Size);
            await Stalled.AsSenderAsync(backend.Socket);

            var received = await HashAsync(client.Socket, Size);

            Assert.Equal(await sending, received);
            client.Reset();
            Assert.Equal(CloseReason.ClosedClient, (await engine.Sink.NextClosedAsync()).Reason);
        }
    }

    /// <summary>TLS servers do not use urgent data, so the byte arrives in its place, followed by the rest.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Relay_UrgentByteInTheMiddle_ArrivesInItsPlaceAndStopsNothing(bool fromClient)
    {
        await using var pair = await ConnectAsync();
        var (from, to) = fromClient ? (pair.Client, pair.Backend) : (pair.Backend, pair.Client);

        await from.SendAsync("one"u8.ToArray());
        Assert.Equal("one"u8.ToArray(), await to.ReadExactlyAsync(3));
        for (var round = 0; round < 20; round++)
        {
            from.Socket.Send("two!"u8, SocketFlags.OutOfBand);
            await from.SendAsync("three"u8.ToArray());
            Assert.Equal("two!three"u8.ToArray(), await to.ReadExactlyAsync(9));
        }
    }

    /// <summary>A long stream is spliced in the kernel, which stops before an urgent byte.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Relay_UrgentByteInALongStream_LosesNothing(bool fromClient)
    {
        const int Size = 16 * 1024 * 1024;
        await using var pair = await ConnectAsync();
        var (from, to) = fromClient ? (pair.Client, pair.Backend) : (pair.Backend, pair.Client);

        var before = SendNoiseAsync(from.Socket, Size);
        var received = await HashAsync(to.Socket, Size);
        Assert.Equal(await before, received);
        from.Socket.Send("!"u8, SocketFlags.OutOfBand);
        var behind = SendNoiseAsync(from.Socket, Size);

        Assert.Equal("!"u8.ToArray(), await to.ReadExactlyAsync(1));
        received = await HashAsync(to.Socket, Size);
        Assert.Equal(await behind, received);
    }

    /// <summary>An urgent byte that arrives while the engine reads is reported too late, so the option must be set before the second read.</summary>
    [Fact]
    public async Task Relay_OnceTheUpstreamHasAnswered_ItsUrgentBytesAreInTheStream()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux can list the sockets of a process.");
        await using var pair = await ConnectAsync();
        var (local, remote) = (pair.Backend.Socket.RemoteEndPoint!, pair.Backend.Socket.LocalEndPoint!);

        await pair.Backend.SendAsync("one"u8.ToArray());
        Assert.Equal("one"u8.ToArray(), await pair.Client.ReadExactlyAsync(3));

        var upstream = OpenDescriptors.Sockets.Single(socket =>
            socket is { AddressFamily: AddressFamily.InterNetwork, Connected: true } && local.Equals(socket.LocalEndPoint) && remote.Equals(socket.RemoteEndPoint));
        Assert.NotEqual(0, (int)upstream.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline)!);
    }

    [Fact]
    public async Task Prelude_WithAnUrgentByte_IsReadToItsEnd()
    {
        TransportKinds.SkipUnlessSupported(Kind);
        await using var upstream = new CountingUpstream();
        await using var engine = await EngineUnderTest.StartAsync(options => (options.Transport, options.Listeners["private"]) = (Kind, EngineUnderTest.Public()));
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open, upstream.Upstream));

        using var client = await engine.ConnectAsync();
        client.Socket.Send(Pair.Hello.AsSpan(0, 40), SocketFlags.OutOfBand);
        await client.SendAsync(Pair.Hello[40..]);

        using var backend = await upstream.AcceptAsync();
        Assert.Equal(Pair.Hello, await backend.ReadExactlyAsync(Pair.Hello.Length));
    }

    /// <summary>The system reports a reset only to the first call. The other direction must not mistake it for a FIN.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Relay_ResetWhileItIsSentTo_IsNeverAFin(bool client)
    {
        const int Races = 50;
        TransportKinds.SkipUnlessSupported(Kind);
        await using var upstream = new CountingUpstream();
        await using var engine = await EngineUnderTest.StartAsync(options => (options.Transport, options.Listeners["private"]) = (Kind, EngineUnderTest.Public()));
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open, upstream.Upstream));

        for (var race = 0; race < Races; race++)
        {
            using var one = await engine.ConnectAsync();
            await one.SendAsync(Pair.Hello);
            using var two = await upstream.AcceptAsync();
            await two.ReadExactlyAsync(Pair.Hello.Length);
            var (resetting, other) = client ? (one, two) : (two, one);

            await other.SendAsync(new byte[256 * 1024]); // blocks, while the engine also waits for an answer
            resetting.Reset();

            Assert.Equal("RST", await other.EndingAsync());
        }
    }

    [Fact]
    public async Task Relay_BothDirectionsAtOnce_LoseNothing()
    {
        const int Size = 8 * 1024 * 1024;
        await using var pair = await ConnectAsync();

        var up = SendNoiseAsync(pair.Client.Socket, Size);
        var down = SendNoiseAsync(pair.Backend.Socket, Size);
        var atBackend = HashAsync(pair.Backend.Socket, Size);
        var atClient = HashAsync(pair.Client.Socket, Size);

        Assert.Equal(await up, await atBackend);
        Assert.Equal(await down, await atClient);
    }

    [Fact]
    public async Task Relay_TlsClientAndServer_TalkEndToEndAndCloseEachWay()
    {
        TransportKinds.SkipUnlessSupported(Kind);
        await using var pair = await TlsPair.ConnectAsync(options => options.Transport = Kind);

        await pair.Client.WriteAsync("GET / HTTP/1.1"u8.ToArray(), TestContext.Current.CancellationToken);
        await pair.Client.ShutdownAsync();
        Assert.Equal("GET / HTTP/1.1", await TlsPair.ReadToEndAsync(pair.Server));

        await pair.Server.WriteAsync(new byte[300_000], TestContext.Current.CancellationToken);
        await pair.Server.ShutdownAsync();
        Assert.Equal(300_000, (await TlsPair.ReadToEndAsync(pair.Client)).Length);

        Assert.Equal(SslProtocols.Tls13, pair.Client.SslProtocol);
        Assert.Equal(TestCertificate.Instance.RawDataMemory.ToArray(), pair.Client.RemoteCertificate!.GetRawCertData());
        Assert.Equal(SslApplicationProtocol.Http2, pair.Client.NegotiatedApplicationProtocol);
    }

    private static async Task<string> SendNoiseAsync(Socket socket, int size)
    {
        using var patience = Bounded();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var noise = new byte[64 * 1024];
        for (var sent = 0; sent < size; sent += noise.Length)
        {
            Random.Shared.NextBytes(noise);
            hash.AppendData(noise);
            for (var offset = 0; offset < noise.Length;)
                offset += await socket.SendAsync(noise.AsMemory(offset), SocketFlags.None, patience.Token);
        }

        return Hex.Of(hash.GetHashAndReset());
    }

    private static async Task<string> HashAsync(Socket socket, int size)
    {
        using var patience = Bounded();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        for (var read = 0; read < size;)
        {
            var more = await socket.ReceiveAsync(buffer, SocketFlags.None, patience.Token);
            Assert.NotEqual(0, more);
            hash.AppendData(buffer, 0, more);
            read += more;
        }

        return Hex.Of(hash.GetHashAndReset());
    }

    /// <summary>Bounds the wait, because lost bytes never arrive.</summary>
    private static CancellationTokenSource Bounded()
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        return patience;
    }
}
