using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>A loop's share of a port: accepts the connections that the kernel assigns to this loop, and starts handling each.</summary>
internal sealed unsafe class AcceptSocket : IWatcher
{
    /// <summary>The most connections accepted at a time, so that new connections do not delay established ones.</summary>
    private const int AtOnce = 4;

    /// <summary>One connection in this many is asked how long it waited. Asking costs a system call.</summary>
    private const int MeasuredOneIn = 16;

    private readonly EventLoop _loop;
    private readonly int _socket;
    private readonly bool _closesWithReset;
    private readonly PreludeAllowance _prelude;
    private readonly Func<TransportConnection, Task> _onAccepted;
    private readonly LoopTimer _pause;
    private readonly DeferredAccept _deferred;
    private bool _closed, _isPaused = true, _isFailing;
    private int _untilMeasured;

    public AcceptSocket(EventLoop loop, int socket, bool closesWithReset, PreludeAllowance prelude, Func<TransportConnection, Task> onAccepted)
    {
        (_loop, _socket, _closesWithReset, _prelude, _onAccepted) = (loop, socket, closesWithReset, prelude, onAccepted);
        _pause = new LoopTimer(this);
        _deferred = new DeferredAccept(loop, socket);
    }

    /// <summary>Level-triggered: the kernel reports remaining connections again, so a full batch needs no extra call that finds nothing.</summary>
    public void Watch() => _loop.Watch(_socket, WatchedSide.Client, this, EpollEvents.Readable);

    /// <summary>Accepts, again or for the first time.</summary>
    public void Resume()
    {
        if (_closed || !_isPaused) return;
        _isPaused = false;
        Watch();
    }

    /// <summary>Stops accepting and keeps the socket.</summary>
    public void Pause()
    {
        if (_closed || _isPaused) return;
        _isPaused = true;
        Works(); // a port that does not try to accept does not fail
        _loop.Timers.Cancel(_pause);
        _deferred.Stop();
        _loop.Unwatch(_socket);
    }

    public void Close()
    {
        if (_closed) return;
        Pause();
        _closed = true;
        _loop.Close(_socket);
    }

    public void OnReady(WatchedSide side, EpollEvents events)
    {
        for (var i = 0; i < AtOnce && !_isPaused; i++)
        {
            SocketAddress peer;
            var client = SystemCalls.Accept(_socket, &peer);
            if (client < 0)
            {
                // Any other error concerns one connection that has already gone.
                if (EndsAccepting(SystemResult.Error(client))) PauseAfter(SystemResult.Exception(SystemResult.Error(client)));
                else Works();
                return;
            }

            Accept(client, peer.ToNetworkAddress());
        }
    }

    /// <summary>Tries to accept again even if no client waits; otherwise it would look broken until the next client connects.</summary>
    public void OnTimer()
    {
        _loop.Rewatch(_socket, WatchedSide.Client, EpollEvents.Readable);
        OnReady(WatchedSide.Client, EpollEvents.Readable);
    }

    public void OnFault(Exception error)
    {
        if (!_isPaused) PauseAfter(error);
    }

    private void Accept(int client, NetworkAddress peer)
    {
        EpollConnection connection;
        try
        {
            _deferred.Count();
            MeasureWait(client);
            connection = new EpollConnection(_loop, client, _closesWithReset, peer, _prelude);
        }
        catch
        {
            SystemCalls.Close(client); // only this method knows the descriptor
            throw;
        }

        Works();
        _ = _onAccepted(connection);
        connection.KeepReceived();
    }

    private void MeasureWait(int client)
    {
        if (--_untilMeasured > 0 || !_loop.Metrics.MeasuresAccepts) return;
        _untilMeasured = MeasuredOneIn;
        if (SocketOptions.SinceEstablished(client) is { } wait) _loop.Metrics.Accepted(wait);
    }

    /// <summary>
    /// Pauses accepting: the watch is level-triggered, so the kernel would report the waiting connection without end. A failing port is logged once.
    /// </summary>
    private void PauseAfter(Exception error)
    {
        if (!_isFailing)
        {
            _isFailing = true;
            _loop.CannotAccept(error);
        }

        _loop.Rewatch(_socket, WatchedSide.Client, EpollEvents.None);
        _loop.Timers.Set(_pause, _loop.Now + (long)SocketTerms.PauseWhenExhausted.TotalMilliseconds);
    }

    private void Works()
    {
        if (!_isFailing) return;
        _isFailing = false;
        _loop.AcceptsAgain();
    }

    private static bool EndsAccepting(Errno error) => error is Errno.TooManyFiles or Errno.TooManyFilesInSystem or Errno.NoBuffers or Errno.OutOfMemory
        or Errno.BadDescriptor or Errno.InvalidArgument or Errno.NotASocket;
}
