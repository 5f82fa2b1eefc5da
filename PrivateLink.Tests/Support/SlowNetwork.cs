using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace PrivateLink.Tests.Support;

/// <summary>
/// A network with a delay in both directions; bytes arrive complete and in order. It is a SOCKS proxy (RFC 1928) for the browser, so addresses and
/// origins do not change. The browser's own throttling does not affect WebSockets, which circuits use.
/// </summary>
public sealed class SlowNetwork : IAsyncDisposable
{
    private const int Block = 64 * 1024;

    private static readonly byte[] WithoutSignIn = [5, 0];
    private static readonly byte[] Granted = [5, 0, 0, 1, 0, 0, 0, 0, 0, 0];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _relays = [];
    private readonly IPEndPoint _server;
    private readonly TimeSpan _delay;
    private readonly Task _accepting;

    /// <param name="server">The only server it connects to.</param>
    /// <param name="delay">The delay of each byte, in each direction.</param>
    public SlowNetwork(Uri server, TimeSpan delay)
    {
        (_server, _delay) = (new(IPAddress.Parse(server.Host), server.Port), delay);
        _listener.Start();
        Proxy = $"socks5://{_listener.LocalEndpoint}";
        _accepting = AcceptAsync();
    }

    /// <summary>The proxy setting for the browser.</summary>
    public string Proxy { get; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_relays);
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _relays.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(TcpClient near)
    {
        using var far = new TcpClient();
        using (near)
            try
            {
                (near.NoDelay, far.NoDelay) = (true, true);
                if (!await IsForServerAsync(near.GetStream())) return;
                await far.ConnectAsync(_server, _end.Token);
                await near.GetStream().WriteAsync(Granted, _end.Token);
                await Task.WhenAny(CarryAsync(near.GetStream(), far.GetStream()), CarryAsync(far.GetStream(), near.GetStream()));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // One end has closed; disposal closes the other.
            }
    }

    /// <summary>Accepts no authentication and the connect command with a host and a port. Chromium also sends an IP address as a host name.</summary>
    private async Task<bool> IsForServerAsync(NetworkStream near)
    {
        var head = new byte[2];
        await near.ReadExactlyAsync(head, _end.Token);
        await near.ReadExactlyAsync(new byte[head[1]], _end.Token);
        await near.WriteAsync(WithoutSignIn, _end.Token);
        var request = new byte[5];
        await near.ReadExactlyAsync(request, _end.Token);
        if (request is not [5, 1, 0, 3, var length]) return false;
        var target = new byte[length + 2];
        await near.ReadExactlyAsync(target, _end.Token);
        return BinaryPrimitives.ReadUInt16BigEndian(target.AsSpan(length)) == _server.Port;
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to)
    {
        var underWay = Channel.CreateUnbounded<(byte[] Bytes, long Sent)>();
        var arriving = DeliverAsync(underWay.Reader, to);
        try
        {
            var buffer = new byte[Block];
            while (await from.ReadAsync(buffer, _end.Token) is > 0 and var read) underWay.Writer.TryWrite((buffer[..read], TimeProvider.System.GetTimestamp()));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Bytes in transit still arrive.
        }

        underWay.Writer.Complete();
        await arriving;
    }

    private async Task DeliverAsync(ChannelReader<(byte[] Bytes, long Sent)> underWay, NetworkStream to)
    {
        try
        {
            await foreach (var (bytes, sent) in underWay.ReadAllAsync(_end.Token))
            {
                var left = _delay - TimeProvider.System.GetElapsedTime(sent);
                if (left > TimeSpan.Zero) await Task.Delay(left, _end.Token);
                await to.WriteAsync(bytes, _end.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The receiver has closed.
        }
    }
}
