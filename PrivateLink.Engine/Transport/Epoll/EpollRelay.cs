using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// Two directions, each of which finishes alone, and the idle timeouts. A failure of either side ends both, just as a reset would on a direct
/// connection.
/// </summary>
internal sealed class EpollRelay
{
    /// <summary>When keep-alive is turned on for the upstream, in milliseconds. Shorter connections never need it.</summary>
    private const long KeepAliveAfter = 30_000;

    private readonly EpollConnection _connection;
    private readonly LoopTimer _timer;
    private readonly RelayTimeouts _timeouts;
    private readonly int _upstream;
    private readonly RelayDirection _up, _down;
    private readonly long _startedAt;
    private long _lastActivity;
    private bool _isKeptAlive;
    private CloseReason? _firstFinished;

    public EpollRelay(EpollConnection connection, EventLoop loop, LoopTimer timer, int client, int upstream, RelayTimeouts timeouts)
    {
        (_connection, Loop, _timer, _timeouts, _upstream) = (connection, loop, timer, timeouts, upstream);
        _startedAt = _lastActivity = loop.Now;
        _up = new RelayDirection(this, client, upstream, WatchedSide.Client);
        _down = new RelayDirection(this, upstream, client, WatchedSide.Upstream);
    }

    public EventLoop Loop { get; }

    public long BytesFromClient => _up.Bytes;

    public long BytesFromUpstream => _down.Bytes;

    /// <summary>How the relay ended; null while it runs.</summary>
    public CloseReason? Ending { get; private set; }

    /// <param name="preface">The engine's own bytes for the upstream; sent first.</param>
    /// <param name="received">The client's bytes read before the verdict; sent next.</param>
    public void SendFirst(ReadOnlySpan<byte> preface, ReadOnlySpan<byte> received)
    {
        SetTimer();
        _up.SendFirst(preface, received);
    }

    public void OnReady(WatchedSide side, EpollEvents events)
    {
        var (incoming, outgoing) = side == WatchedSide.Client ? (_up, _down) : (_down, _up);
        if ((events & ~EpollEvents.Writable) != 0) incoming.OnReadable(events);
        if ((events & EpollEvents.Writable) != 0 && Ending is null) outgoing.OnWritable();
    }

    /// <summary>Ends an idle relay, or turns keep-alive on for a long one.</summary>
    public void OnTimer()
    {
        if (Ending is not null) return; // a side is already closed, and its descriptor may belong to another connection
        if (!_isKeptAlive && Loop.Now - _startedAt >= KeepAliveAfter)
        {
            _isKeptAlive = true;
            SocketOptions.ApplyKeepAlive(_upstream);
        }

        if (Loop.Now - _lastActivity < AllowedSilence) SetTimer();
        else _connection.Abort(_firstFinished is null ? CloseReason.IdleTimeout : CloseReason.HalfCloseTimeout);
    }

    /// <summary>Restarts the idle timeout, because data has arrived.</summary>
    public void Touch() => _lastActivity = Loop.Now;

    /// <summary>Called when a direction has passed on everything up to the FIN.</summary>
    /// <returns>True if the other direction continues and the FIN must be passed on. Otherwise both sockets close, which sends the FIN.</returns>
    public bool Finish(WatchedSide from)
    {
        Touch();
        var reason = from == WatchedSide.Client ? CloseReason.ClosedClient : CloseReason.ClosedBackend;
        if (_firstFinished is { } first)
        {
            Ending = first;
            _connection.OnRelayEnded(first);
            return false;
        }

        _firstFinished = reason;
        SetTimer();
        return true;
    }

    /// <summary>Called when a side has failed, for example by a reset.</summary>
    public void Fail(WatchedSide side)
    {
        Ending = side == WatchedSide.Client ? CloseReason.ClosedClient : CloseReason.BackendReset;
        _connection.AbortAfterFailureOf(side);
    }

    public void Fault(Exception error) => _connection.OnFault(error);

    public void WatchForRoom(WatchedSide side)
    {
        if (side == WatchedSide.Client) _connection.WatchClientForRoom();
    }

    public void Release()
    {
        Ending ??= CloseReason.InternalError;
        _up.Release();
        _down.Release();
    }

    private long AllowedSilence => (long)(_firstFinished is null ? _timeouts.Idle : _timeouts.HalfClose).TotalMilliseconds;

    private void SetTimer()
    {
        var due = _lastActivity + AllowedSilence;
        if (!_isKeptAlive) due = Math.Min(due, _startedAt + KeepAliveAfter);
        Loop.Timers.Set(_timer, due);
    }
}
