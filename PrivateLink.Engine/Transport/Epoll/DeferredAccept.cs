namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// While many connect, the kernel keeps to itself who has not spoken yet, for a second at most (TCP_DEFER_ACCEPT). Accepted any sooner, each of them costs
/// a receive in vain, a watch and a wait, which is half of what a denial costs.
/// </summary>
/// <remarks>
/// Who resets within that second, and has said nothing, is never heard of. So it is left alone as long as few connect and it does not matter: then
/// everybody is accepted at once, and recorded. Used by its loop alone.
/// </remarks>
internal sealed class DeferredAccept : ITimerOwner
{
    /// <summary>So many accepted within <see cref="Window"/> are many: less than a fiftieth of what one loop can do.</summary>
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

    /// <summary>One more has been accepted.</summary>
    public void Count()
    {
        if (!IsOn && _loop.Now >= _windowEndsAt) (_windowEndsAt, _accepted) = (_loop.Now + Window, 0);
        if (++_accepted < Many || IsOn) return;
        SocketOptions.ApplyDeferAccept(_socket, isDeferred: true);
        Review();
    }

    /// <summary>A window is over: it goes on like this, or it has become quiet.</summary>
    public void OnTimer()
    {
        if (_accepted >= Many) Review();
        else SocketOptions.ApplyDeferAccept(_socket, isDeferred: false);
    }

    /// <summary>Nothing of its own can fail; and whatever it was, connections are accepted either way.</summary>
    public void OnFault(Exception error)
    {
    }

    public void Stop() => _loop.Timers.Cancel(_timer);

    private void Review()
    {
        _accepted = 0;
        _loop.Timers.Set(_timer, _loop.Now + Window);
    }
}
