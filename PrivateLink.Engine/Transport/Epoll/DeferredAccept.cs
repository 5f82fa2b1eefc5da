namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// While many clients connect, the kernel holds connections back until they have sent data, for a second at most (TCP_DEFER_ACCEPT). Accepted
/// earlier, each would cost a useless receive, a watch and a wait, which is half the cost of a denial.
/// </summary>
/// <remarks>
/// The engine never sees a client that resets within that second without sending data. So the option is off while few clients connect: then every
/// connection is accepted at once and recorded. Used only on its loop.
/// </remarks>
internal sealed class DeferredAccept : ITimerOwner
{
    /// <summary>How many accepts within <see cref="Window"/> turn deferring on: less than a fiftieth of what one loop can do.</summary>
    private const int Many = 50;

    private const int Window = 100; // milliseconds

    private readonly EventLoop _loop;
    private readonly int _socket;
    private readonly LoopTimer _timer;
    private long _windowEndsAt;
    private int _accepted;

    public DeferredAccept(EventLoop loop, int socket)
    {
        (_loop, _socket) = (loop, socket);
        _timer = new LoopTimer(this);
    }

    private bool IsOn => _timer.Tick != LoopTimer.NotSet;

    /// <summary>Counts an accepted connection.</summary>
    public void Count()
    {
        if (!IsOn && _loop.Now >= _windowEndsAt) (_windowEndsAt, _accepted) = (_loop.Now + Window, 0);
        if (++_accepted < Many || IsOn) return;
        Review();
    }

    /// <summary>Ends a window: keeps deferring, or stops if few clients connected.</summary>
    public void OnTimer()
    {
        if (_accepted >= Many) Review();
        else SocketOptions.ApplyDeferAccept(_socket, isDeferred: false);
    }

    /// <summary>Nothing to do: connections are accepted with or without deferring.</summary>
    public void OnFault(Exception error)
    {
    }

    /// <summary>Another process may accept from the socket from now on, so it must not stay deferred.</summary>
    public void Stop()
    {
        if (IsOn) SocketOptions.ApplyDeferAccept(_socket, isDeferred: false);
        _loop.Timers.Cancel(_timer);
    }

    private void Review()
    {
        _accepted = 0;
        SocketOptions.ApplyDeferAccept(_socket, isDeferred: true); // again, because another process with this socket may have ended it
        _loop.Timers.Set(_timer, _loop.Now + Window);
    }
}
