using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>
/// Ends a relay that has been idle for too long, and one with a failed side that the relay does not read. A reset does not overtake bytes that still
/// wait, so no pending receive would report it. One timer serves both. It is set to the rest of the idle timeout, or to a short interval while a side
/// is not read.
/// </summary>
internal sealed class RelayWatch : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly SocketRelay _relay;
    private readonly RelayTimeouts _timeouts;
    private readonly ITimer _timer;

    public RelayWatch(SocketRelay relay, RelayTimeouts timeouts, TimeProvider time)
    {
        (_relay, _timeouts) = (relay, timeouts);
        _timer = time.CreateTimer(static state => ((RelayWatch)state!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Sleep(timeouts.Idle);
    }

    /// <summary>Called when a direction starts to wait or has finished, since its source is then not read.</summary>
    public void LookSoon() => _timer.Change(Shorter(LookEvery, _timeouts.HalfClose), Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Check()
    {
        var isHalfClosed = _relay.IsHalfClosed;
        var allowed = isHalfClosed ? _timeouts.HalfClose : _timeouts.Idle;
        var silence = _relay.Silence;
        if (silence >= allowed)
        {
            _relay.Abort(isHalfClosed ? CloseReason.HalfCloseTimeout : CloseReason.IdleTimeout);
            return;
        }

        if (HasUnreadSide) _relay.EndIfASideHasFailed();
        Sleep(allowed - silence);
    }

    private bool HasUnreadSide => _relay.IsBlocked || _relay.IsHalfClosed;

    /// <summary>A half-close may begin at any time and has the shorter timeout, so the watch never sleeps longer than that.</summary>
    private void Sleep(TimeSpan left)
    {
        var sleep = Shorter(left, _timeouts.HalfClose);
        _timer.Change(HasUnreadSide ? Shorter(sleep, LookEvery) : sleep, Timeout.InfiniteTimeSpan);

        // The first Change may have overwritten a concurrent LookSoon, so check again.
        if (HasUnreadSide) _timer.Change(Shorter(sleep, LookEvery), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
