using System.Buffers;
using System.Net.Sockets;
using PrivateLink.Engine.Forwarding;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>
/// Copies both ways between two sockets. Each direction finishes alone (half-close); a failure of either ends both, as a reset
/// would if nothing stood between them. Back-pressure: a direction reads only what the other side has taken.
/// </summary>
internal sealed class SocketRelay(SocketConnection connection, Socket client, Socket upstream, TimeProvider time)
{
    private const int BufferSize = 64 * 1024;

    private long _fromClient, _fromUpstream;
    private long _lastActivity = time.GetTimestamp();
    private int _finishedDirections;
    private CloseReason? _firstFinished;

    public long BytesFromClient => Volatile.Read(ref _fromClient);

    public long BytesFromUpstream => Volatile.Read(ref _fromUpstream);

    /// <param name="preface">What the engine itself says to the upstream; sent before anything else.</param>
    /// <param name="first">What was read before the verdict; sent next.</param>
    /// <param name="firstSent">Called when those bytes are no longer needed.</param>
    /// <param name="timeouts">How long silence is borne.</param>
    public async ValueTask<CloseReason> RunAsync(
        ReadOnlyMemory<byte> preface, ReadOnlyMemory<byte> first, Action firstSent, RelayTimeouts timeouts)
    {
        await using var watch = new SilenceWatch(this, timeouts);
        var upward = SendFirstThenCopyAsync(preface, first, firstSent);
        var downward = CopyAsync(upstream, client, CloseReason.ClosedBackend);
        await Task.WhenAll(upward, downward);
        return _firstFinished ?? CloseReason.InternalError;
    }

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

            Finished(whenFinished);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (SocketConnection.IsClosed(error))
        {
            var failed = reading ? from : to;
            connection.Abort(failed == client ? CloseReason.ClosedClient : CloseReason.BackendReset);
        }
    }

    private static async ValueTask SendAllAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty) bytes = bytes[await to.SendAsync(bytes, SocketFlags.None)..];
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
    }

    /// <summary>Ends a relay that has been silent for too long. One timer, set again for what is left of the allowed silence.</summary>
    private sealed class SilenceWatch : IAsyncDisposable
    {
        private readonly SocketRelay _relay;
        private readonly RelayTimeouts _timeouts;
        private readonly TimeProvider _time;
        private readonly ITimer _timer;

        public SilenceWatch(SocketRelay relay, RelayTimeouts timeouts)
        {
            (_relay, _timeouts, _time) = (relay, timeouts, relay.Time);
            _timer = _time.CreateTimer(static state => ((SilenceWatch)state!).Check(), this, Next(timeouts.Idle), Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync() => _timer.DisposeAsync();

        private void Check()
        {
            var silence = _time.GetElapsedTime(Volatile.Read(ref _relay._lastActivity));
            var halfClosed = Volatile.Read(ref _relay._finishedDirections) > 0;
            var allowed = halfClosed ? _timeouts.HalfClose : _timeouts.Idle;
            if (silence >= allowed) _relay.Abort(halfClosed ? CloseReason.HalfCloseTimeout : CloseReason.IdleTimeout);
            else _timer.Change(Next(allowed - silence), Timeout.InfiniteTimeSpan);
        }

        /// <summary>A half-close may begin at any time and has the shorter patience, so the watch never sleeps longer than that.</summary>
        private TimeSpan Next(TimeSpan left) => left < _timeouts.HalfClose ? left : _timeouts.HalfClose;
    }

    private TimeProvider Time => time;

    private void Abort(CloseReason reason) => connection.Abort(reason);
}
