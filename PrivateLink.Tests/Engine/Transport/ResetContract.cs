using System.Net;
using System.Net.Sockets;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>A reset may arrive at any time. It also ends the other side, and everything is released.</summary>
public abstract class ResetContract : TransportContract
{
    private const int Races = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1); // later relays must meet it, too
    private static readonly byte[] Header = Pair.FirstBytes[..^Pair.Hello.Length];

    private static readonly Dictionary<string, byte[]> Preludes = new()
    {
        ["nothing"] = [],
        ["half a header"] = Header[..20],
        ["a header"] = Header,
        ["half a hello"] = [.. Header, .. Pair.Hello[..40]],
        ["a hello that is denied"] = [.. ProxyHeaderBytes.IPv4(), .. Pair.Hello],
    };

    public static TheoryData<string> States => [.. Preludes.Keys];

    [Theory]
    [MemberData(nameof(States))]
    public async Task ClientResets_BeforeAnAllow_IsRecordedOnceAndReachesNobody(string afterSending)
    {
        await StartAsync();
        var client = await ConnectAsync();
        await client.SendAsync(Preludes[afterSending]);

        client.Reset();

        var closed = await Engine.Sink.NextClosedAsync();
        Assert.Equal(CloseReason.NotAdmitted, closed.Reason);
        Assert.True(closed.Decision.Verdict is Verdict.None or Verdict.Denied);
        Assert.Equal(0, Upstream.Connections);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClientLeaves_WhileConnecting_EndsWithinTheConnectTimeout(bool byReset)
    {
        await StartAsync(options => options.Timeouts.Connect = Short);

        // A listening socket with a full backlog answers no SYN.
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        deaf.Listen(0);
        var address = (IPEndPoint)deaf.LocalEndPoint!;
        using var first = await WireEnd.ConnectAsync(address);
        Serve(TestPolicy.UpstreamAt(address.Port));

        var client = await ConnectAsync();
        await client.SendAsync(Pair.FirstBytes);
        Assert.Equal(Verdict.Allowed, (await Engine.Sink.NextDecisionAsync()).Verdict);
        if (byReset) client.Reset();
        else client.Finish();

        var reason = (await Engine.Sink.NextClosedAsync()).Reason;
        Assert.True(reason is CloseReason.BackendTimeout or CloseReason.ClosedClient, reason.ToString());
    }

    [Fact]
    public async Task ClientResets_RightBehindItsHello_NeverLeavesAHalf()
    {
        await StartAsync();
        for (var race = 0; race < Races; race++)
        {
            var client = await ConnectAsync();
            await client.SendAsync(Pair.FirstBytes);
            client.Reset();
            await ExpectEndedByAPeerAsync();
        }
    }

    [Fact]
    public async Task BackendResets_RightAfterItWasConnected_ResetsTheClient()
    {
        await StartAsync();
        for (var race = 0; race < Races; race++)
        {
            var client = await ConnectAsync();
            await client.SendAsync(Pair.FirstBytes);
            (await Upstream.AcceptAsync()).Reset();

            Assert.Equal("RST", await client.EndingAsync());
            await ExpectEndedByAPeerAsync();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneResets_WhileRelaying_TheOtherIsReset(bool client)
    {
        await StartAsync();
        var (one, other) = Order(await RelayAsync(), client);

        one.Reset();

        Assert.Equal("RST", await other.EndingAsync());
        Assert.Equal(client ? CloseReason.ClosedClient : CloseReason.BackendReset, (await Engine.Sink.NextClosedAsync()).Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneResets_WhileItIsSentTo_TheSenderIsTold(bool client)
    {
        await StartAsync();
        var (one, other) = Order(await RelayAsync(), client);
        var flood = FloodAsync(other.Socket);
        await Stalled.AsSenderAsync(other.Socket);

        one.Reset();

        Assert.True(await flood is SocketError.ConnectionReset or SocketError.Shutdown);
        await ExpectEndedByAPeerAsync();
    }

    /// <summary>Its bytes wait unread before the reset, but must not hide it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneResets_WhileTheOtherDoesNotRead_TheOtherIsReset(bool client)
    {
        await StartAsync();
        var (one, other) = Order(await RelayAsync(), client);
        var flood = FloodAsync(one.Socket);
        await Stalled.AsSenderAsync(one.Socket);

        one.Reset();

        Assert.Equal(client ? CloseReason.ClosedClient : CloseReason.BackendReset, (await Engine.Sink.NextClosedAsync()).Reason);
        Assert.EndsWith("RST", await other.EndingAsync(), StringComparison.Ordinal);
        await flood;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneResets_AfterTheOtherHasFinished_TheOtherIsReset(bool client)
    {
        await StartAsync();
        var (one, other) = Order(await RelayAsync(), client);
        other.Finish();
        Assert.Equal("FIN", await one.EndingAsync());

        one.Reset();

        Assert.Equal("RST", await other.EndingAsync());
        await ExpectEndedByAPeerAsync();
    }

    /// <summary>A side that has finished is no longer read, but its reset is noticed long before the half-close timeout.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OneResets_AfterItHasFinished_TheOtherIsReset(bool client)
    {
        await StartAsync();
        var (one, other) = Order(await RelayAsync(), client);
        one.Finish();
        Assert.Equal("FIN", await other.EndingAsync());

        one.Reset();

        await ExpectEndedByAPeerAsync();
        await other.SendAsync(1);
        Assert.Equal("RST", await other.EndingAsync());
    }

    [Fact]
    public async Task BothReset_AtTheSameTime_LeavesNothing()
    {
        await StartAsync();
        for (var race = 0; race < Races; race++)
        {
            var (client, backend) = await RelayAsync();
            await Task.WhenAll(Task.Run(client.Reset, Cancellation), Task.Run(backend.Reset, Cancellation));
            await ExpectEndedByAPeerAsync();
        }
    }

    private static (WireEnd One, WireEnd Other) Order((WireEnd Client, WireEnd Backend) ends, bool client) =>
        client ? (ends.Client, ends.Backend) : (ends.Backend, ends.Client);

    /// <summary>Sends until the connection ends, and returns the system's error.</summary>
    private static async Task<SocketError> FloodAsync(Socket socket)
    {
        var noise = new byte[1 << 16];
        try
        {
            while (true) await socket.SendAsync(noise, SocketFlags.None, Cancellation).AsTask().WaitAsync(Patience, Cancellation);
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted;
        }
    }

    /// <summary>Whichever peer reset first, it is not the engine's fault.</summary>
    private async Task ExpectEndedByAPeerAsync()
    {
        var reason = (await Engine.Sink.NextClosedAsync()).Reason;
        Assert.True(reason is CloseReason.ClosedClient or CloseReason.BackendReset or CloseReason.BackendRefused or CloseReason.NotAdmitted, reason.ToString());
    }
}
