using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivateLink.Portal.Succession;

/// <summary>
/// One conversation between two processes on a Unix socket: messages of JSON after their length, and descriptors beside them. One sender and one
/// receiver at a time.
/// </summary>
internal sealed class TakeOverChannel(Socket socket, TimeProvider time) : IAsyncDisposable
{
    private const int LongestMessage = 256 * 1024;
    private const int PrefixLength = 4;

    private static readonly TimeSpan SentWithin = TimeSpan.FromSeconds(10);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The process on the other side, as the kernel knows it.</summary>
    public ElderProcess? Peer { get; init; } = PeerAccount.Of(socket).Process is { } id ? ElderProcess.Of(id) : null;

    /// <summary>Connects to the process that listens on a path.</summary>
    /// <exception cref="SocketException">No process listens there.</exception>
    public static async Task<TakeOverChannel> ConnectAsync(string path, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new(socket, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <returns>Whether the other side may still read it; false if it is gone.</returns>
    public async Task<bool> TrySendAsync(TakeOverMessage message, IReadOnlyList<int>? descriptors = null)
    {
        try
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(message, Json);
            var bytes = new byte[PrefixLength + body.Length];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, body.Length);
            body.CopyTo(bytes, PrefixLength);
            var sent = descriptors is { Count: > 0 } ? DescriptorPassing.Send(socket, bytes, descriptors) : 0;
            using var patience = new CancellationTokenSource(SentWithin, time);
            while (sent < bytes.Length) sent += await socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None, patience.Token);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The next message and its descriptors, which now belong to the caller.</summary>
    /// <returns>Null if the other side is gone, says nonsense, or says nothing in time.</returns>
    public async Task<(TakeOverMessage Message, IReadOnlyList<int> Descriptors)?> ReceiveAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var descriptors = new List<int>();
        try
        {
            var prefix = new byte[PrefixLength];
            if (!await FillAsync(prefix, descriptors, either.Token)) return null;
            var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
            if (length is <= 0 or > LongestMessage) return Nothing(descriptors);
            var body = new byte[length];
            if (!await FillAsync(body, descriptors, either.Token) || JsonSerializer.Deserialize<TakeOverMessage>(body, Json) is not { } message) return Nothing(descriptors);
            return (message, descriptors);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or JsonException)
        {
            return Nothing(descriptors);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Nothing(descriptors);
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static (TakeOverMessage Message, IReadOnlyList<int> Descriptors)? Nothing(List<int> descriptors)
    {
        DescriptorPassing.Close(descriptors);
        return null;
    }

    private async Task<bool> FillAsync(Memory<byte> bytes, List<int> descriptors, CancellationToken cancellationToken)
    {
        for (var filled = 0; filled < bytes.Length;)
        {
            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken); // waits for bytes and takes none
            int received;
            try
            {
                received = DescriptorPassing.Receive(socket, bytes.Span[filled..], descriptors);
            }
            catch (SocketException exception) when (exception.NativeErrorCode is Interrupted or WouldBlock)
            {
                continue;
            }

            if (received == 0) return false;
            filled += received;
        }

        return true;
    }

    private const int Interrupted = 4; // EINTR
    private const int WouldBlock = 11; // EAGAIN
}
