using System.Net;
using System.Net.Security;
using System.Text;

namespace PrivateLink.Portal.Demonstration;

/// <summary>
/// The echo upstream's side of one connection. An HTTP request gets a page that names the requested host. All other bytes are sent back until the
/// client has finished.
/// </summary>
public static class EchoConversation
{
    private const int LongestRequest = 16 * 1024;

    public static async Task HoldAsync(SslStream stream, EndPoint? peer, CancellationToken cancellation)
    {
        var beginning = new byte[LongestRequest];
        var length = await ReadUntilAsync(stream, beginning, 0, "\n"u8.ToArray(), cancellation);
        if (IsHttp(beginning.AsSpan(0, length)))
        {
            await ReadUntilAsync(stream, beginning, length, "\r\n\r\n"u8.ToArray(), cancellation);
            await stream.WriteAsync(Page(stream, peer), cancellation);
        }
        else
        {
            await stream.WriteAsync(beginning.AsMemory(0, length), cancellation);
            await stream.CopyToAsync(stream, cancellation);
        }

        await stream.ShutdownAsync();
    }

    /// <summary>Reads until the mark arrives, the client has finished, or the buffer is full.</summary>
    private static async Task<int> ReadUntilAsync(SslStream stream, byte[] buffer, int length, byte[] mark, CancellationToken cancellation)
    {
        while (length < buffer.Length && buffer.AsSpan(0, length).IndexOf(mark) < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0) break;
            length += read;
        }

        return length;
    }

    private static bool IsHttp(ReadOnlySpan<byte> beginning)
    {
        var end = beginning.IndexOf((byte)'\n');
        return end > 0 && beginning[..end].TrimEnd((byte)'\r') is var line && (line.EndsWith(" HTTP/1.1"u8) || line.EndsWith(" HTTP/1.0"u8));
    }

    private static byte[] Page(SslStream stream, EndPoint? peer)
    {
        var text = $"""
            Hello from behind PrivateLink.

            You reached   {stream.TargetHostName}
            relayed by    {peer}
            TLS           ended here, not before

            """.ReplaceLineEndings("\n");
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\nConnection: close\r\n\r\n";
        return Encoding.UTF8.GetBytes(head + text);
    }
}
