using System.Buffers;
using System.Net.Sockets;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>
/// Copies in both directions between two sockets. Each direction finishes alone (half-close). A failure of either ends both, just as a reset would on
/// a direct connection. With back-pressure, a direction reads only after the other side has taken the previous bytes. A reset of an unread side then
/// goes unnoticed. <see cref="RelayWatch"/> checks for it.
/// </summary>
internal sealed class SocketRelay(SocketConnection connection, Socket client, Socket upstream, TimeProvider time)
{
    private const int BufferSize = 64 * 1024;

    private long _fromClient, _fromUpstream;
    private long _lastActivity = time.GetTimestamp();
    private Action _lookSoon = static () => { };
    private int _blockedDirections, _finishedDirections;
    private CloseReason? _firstFinished;

    public long BytesFromClient => Volatile.Read(ref _fromClient);

    public long BytesFromUpstream => Volatile.Read(ref _fromUpstream);

    /// <summary>The time since the last byte from either side, or since a direction finished.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref _lastActivity));

    public bool IsHalfClosed => Volatile.Read(ref _finishedDirections) > 0;

    /// <summary>Whether a direction waits for its receiver and meanwhile reads nothing.</summary>
    public bool IsBlocked => Volatile.Read(ref _blockedDirections) > 0;

    /// <param name="preface">The engine's own bytes for the upstream; sent first.</param>
    /// <param name="first">The client's bytes read before the verdict; sent next.</param>
    /// <param name="firstSent">Called when those bytes are no longer needed.</param>
    /// <param name="timeouts">How long the relay may be idle.</param>
    public async ValueTask<CloseReason> RunAsync(
        ReadOnlyMemory<byte> preface, ReadOnlyMemory<byte> first, Action firstSent, RelayTimeouts timeouts)
    {
        await using var watch = new RelayWatch(this, timeouts, time);
        _lookSoon = watch.LookSoon;
        var upward = SendFirstThenCopyAsync(preface, first, firstSent);
        var downward = CopyAsync(upstream, client, CloseReason.ClosedBackend);
        await Task.WhenAll(upward, downward);
        return _firstFinished ?? CloseReason.InternalError;
    }

    /// <summary>Ends the relay if a side has failed while it is not read.</summary>
    public void EndIfASideHasFailed()
    {
        if (client.HasFailed()) Abort(CloseReason.ClosedClient);
        else if (upstream.HasFailed()) Abort(CloseReason.BackendReset);
    }

    public void Abort(CloseReason reason) => connection.Abort(reason);

    private async Task SendFirstThenCopyAsync(ReadOnlyMemory<byte> preface, ReadOnlyMemory<byte> first, Action firstSent)
    {
        try
        {
            await SendAllAsync(upstream, preface);
            await SendAllAsync(upstream, first);
        }
        catch (Exception error) when (SocketConnection.IsClosed(error))
        {
            connection.Abort(CloseReason.BackendReset);
            return;
        }
        finally
        {
            firstSent();
        }

        await CopyAsync(client, upstream, CloseReason.ClosedClient);
    }

    private async Task CopyAsync(Socket from, Socket to, CloseReason whenFinished)
    {
        var reading = true;
        try
        {
            while (true)
            {
                reading = true;
                await from.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
                var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
                try
                {
                    var count = await from.ReceiveAsync(buffer.AsMemory(0, BufferSize), SocketFlags.None);
                    if (count == 0) break;
                    Count(from, count);
                    reading = false;
                    await SendAllAsync(to, buffer.AsMemory(0, count));
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }

            // The order matters: the other direction counts itself as finished before it shuts the socket down.
            if (from.WasReset() && !IsHalfClosed)
            {
                connection.Abort(whenFinished == CloseReason.ClosedClient ? CloseReason.ClosedClient : CloseReason.BackendReset);
                return;
            }

            Finished(whenFinished);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (SocketConnection.IsClosed(error))
        {
            var failed = reading ? from : to;
            connection.Abort(failed == client ? CloseReason.ClosedClient : CloseReason.BackendReset);
        }
    }

    private async ValueTask SendAllAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var sending = to.SendAsync(bytes, SocketFlags.None);
            bytes = bytes[(sending.IsCompleted ? await sending : await WhileBlockedAsync(sending))..];
        }
    }

    private async ValueTask<int> WhileBlockedAsync(ValueTask<int> sending)
    {
        if (Interlocked.Increment(ref _blockedDirections) == 1) _lookSoon();
        try
        {
            return await sending;
        }
        finally
        {
            Interlocked.Decrement(ref _blockedDirections);
            Volatile.Write(ref _lastActivity, time.GetTimestamp()); // a slow reader is not idle
        }
    }

    private void Count(Socket from, int bytes)
    {
        Interlocked.Add(ref from == client ? ref _fromClient : ref _fromUpstream, bytes);
        Volatile.Write(ref _lastActivity, time.GetTimestamp());
    }

    private void Finished(CloseReason reason)
    {
        if (Interlocked.Increment(ref _finishedDirections) == 1) _firstFinished = reason;
        Volatile.Write(ref _lastActivity, time.GetTimestamp());
        _lookSoon();
    }
}
