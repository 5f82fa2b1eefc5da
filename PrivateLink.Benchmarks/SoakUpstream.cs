using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Benchmarks;

/// <summary>Answers every connection with 64 bytes once its first bytes have arrived, then echoes.</summary>
internal sealed class SoakUpstream : IAsyncDisposable
{
    public const int AnswerLength = 64;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public SoakUpstream()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen(4096);
        _accepting = AcceptAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await _socket.AcceptAsync(_stop.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        using var _ = client;
        var buffer = new byte[16 * 1024];
        try
        {
            if (await client.ReceiveAsync(buffer) == 0) return;
            await client.SendAsync(buffer.AsMemory(0, AnswerLength));
            while (await client.ReceiveAsync(buffer) is > 0 and var count) await client.SendAsync(buffer.AsMemory(0, count));
        }
        catch (SocketException)
        {
            // The client reset the connection, which clients of the load do on purpose.
        }
    }
}
