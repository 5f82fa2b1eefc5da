using System.Net;
using System.Net.Sockets;
using System.Text;
using PrivateLink.Portal.Commands.Send;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Commands;

public sealed class SendForwarderTests : IAsyncLifetime
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly PlayedHeader _header = PlayedHeader.Of(DemoNames.MegacorpAzureLink);
    private SendForwarder _forwarder = null!;
    private Task _running = Task.CompletedTask;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _listener.Start();
        var request = new SendRequest { To = _listener.LocalEndpoint, Headers = [_header] };
        _forwarder = new SendForwarder(request, new IPEndPoint(IPAddress.Loopback, 0), TextWriter.Null);
        _forwarder.Start();
        _running = _forwarder.RunAsync(_stop.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _forwarder.Dispose();
        _listener.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task Connection_ClientFinishesFirst_StillGetsTheAnswer()
    {
        using var client = await ConnectAsync();
        using var accepted = await _listener.AcceptSocketAsync(Cancellation);
        await client.SendAsync("question"u8.ToArray(), Cancellation);
        client.Shutdown(SocketShutdown.Send);

        var header = Encoding.Latin1.GetString(_header.ToBytes());
        Assert.Equal(header + "question", await ReadToEndAsync(accepted));
        await accepted.SendAsync("answer"u8.ToArray(), Cancellation);
        accepted.Shutdown(SocketShutdown.Send);
        Assert.Equal("answer", await ReadToEndAsync(client));
    }

    [Fact]
    public async Task Connection_ListenerFinishesFirst_StillTakesWhatTheClientSays()
    {
        using var client = await ConnectAsync();
        using var accepted = await _listener.AcceptSocketAsync(Cancellation);
        accepted.Shutdown(SocketShutdown.Send);

        Assert.Equal("", await ReadToEndAsync(client));
        await client.SendAsync("last words"u8.ToArray(), Cancellation);
        client.Shutdown(SocketShutdown.Send);
        Assert.EndsWith("last words", await ReadToEndAsync(accepted), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_ListenerResets_ResetsTheClient()
    {
        using var client = await ConnectAsync();
        using (var accepted = await _listener.AcceptSocketAsync(Cancellation)) accepted.LingerState = new LingerOption(true, 0);

        var exception = await Assert.ThrowsAsync<SocketException>(() => client.ReceiveAsync(new byte[1], Cancellation).AsTask());
        Assert.Equal(SocketError.ConnectionReset, exception.SocketErrorCode);
    }

    [Fact]
    public async Task Connection_WhileNobodyListens_IsResetAndTheNextOneForwarded()
    {
        var port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _listener.Stop();
        using (var refused = await WireEnd.ConnectAsync(_forwarder.Address)) Assert.Equal("RST", await refused.EndingAsync());

        using var again = new TcpListener(IPAddress.Loopback, port);
        again.Start();
        using var client = await ConnectAsync();
        using var accepted = await again.AcceptSocketAsync(Cancellation);
        Assert.True(accepted.Connected);
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_forwarder.Address, Cancellation);
        return socket;
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, Cancellation) is > 0 and var read) text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        return text.ToString();
    }
}
