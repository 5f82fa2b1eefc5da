using System.Net;
using System.Net.Sockets;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>One end of a connection on a plain socket, which observes the wire itself: bytes, FIN or reset.</summary>
internal sealed class WireEnd(Socket socket) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private bool _reset;

    public Socket Socket => socket;

    /// <summary>Whether a send found the connection reset. A concurrent receive may then have seen only an ordinary end.</summary>
    public bool WasReset => _reset;

    public static async Task<WireEnd> ConnectAsync(IPEndPoint address)
    {
        var end = Open();
        await end.ConnectToAsync(address);
        return end;
    }

    /// <summary>A socket that is not connected yet.</summary>
    public static WireEnd Open() => new(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });

    public async Task ConnectToAsync(IPEndPoint address)
    {
        try
        {
            await Socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            _reset = true; // accepted and reset before the test could read it
        }
    }

    /// <summary>Sends all bytes, or as many as the other side accepts. A reset shows in <see cref="EndingAsync"/>.</summary>
    public async Task SendAsync(params byte[] bytes)
    {
        try
        {
            for (var sent = 0; sent < bytes.Length && !_reset;)
                sent += await WithPatience(token => Socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None, token));
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            _reset = true;
        }
    }

    /// <summary>Sends a FIN; the other direction stays open.</summary>
    public void Finish() => Socket.Shutdown(SocketShutdown.Send);

    /// <summary>Sends a reset.</summary>
    public void Reset() => Socket.Close(timeout: 0);

    public async Task<byte[]> ReadExactlyAsync(int count)
    {
        var bytes = new byte[count];
        for (var read = 0; read < count;)
        {
            var more = await WithPatience(token => Socket.ReceiveAsync(bytes.AsMemory(read), SocketFlags.None, token));
            if (more == 0) throw new EndOfStreamException($"FIN after {read} of {count} bytes.");
            read += more;
        }

        return bytes;
    }

    /// <summary>Everything up to the end, in the form of the tables: the bytes in hex, then <c>FIN</c> or <c>RST</c>.</summary>
    public async Task<string> EndingAsync()
    {
        var bytes = new List<byte>();
        var buffer = new byte[64 * 1024];
        try
        {
            while (!_reset)
            {
                var read = await WithPatience(token => Socket.ReceiveAsync(buffer, SocketFlags.None, token));
                if (read == 0) return Ending("FIN");
                bytes.AddRange(buffer.AsSpan(0, read));
            }
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            _reset = true;
        }

        return Ending("RST");

        string Ending(string how) => bytes.Count == 0 ? how : $"{Hex.Of([.. bytes])} {how}";
    }

    public void Dispose() => Socket.Dispose();

    private static async Task<int> WithPatience(Func<CancellationToken, ValueTask<int>> act)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        return await act(patience.Token);
    }
}
