using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using PrivateLink.Portal.Operations.Tail;

namespace PrivateLink.Portal.Commands.Tail;

/// <summary>One conversation with a running portal.</summary>
internal static class TailConnection
{
    /// <summary>After this time without a line, the portal has stopped or hangs.</summary>
    private static readonly TimeSpan Silence = 3 * TailSocket.AliveEvery;

    /// <summary>Sends a request, and returns the portal's lines until the portal ends the conversation.</summary>
    /// <exception cref="SocketException">No portal listens there.</exception>
    /// <exception cref="IOException">The connection to the portal was lost.</exception>
    public static async IAsyncEnumerable<TailLine> AskAsync(string path, TailRequest request, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request.ToLine() + "\n"), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await ReadLineAsync(reader, time, cancellationToken) is { } text)
            if (TailLine.Of(text) is { } line)
                yield return line;
    }

    private static async Task<string?> ReadLineAsync(StreamReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await reader.ReadLineAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("The portal has sent nothing for a while.");
        }
    }
}
