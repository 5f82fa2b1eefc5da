using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>
/// Ends a relay that has been silent for too long, and one whose side has failed while nobody reads from it: a reset does not overtake the bytes
/// that still wait before it, so no pending receive would tell. One timer, set again for what is left of the allowed silence, or for a
/// short while where there is a side to look at.
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

    /// <summary>Called when a direction has begun to wait or has finished: what it reads from is not read any more.</summary>
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

    /// <summary>A half-close may begin at any time and has the shorter patience, so the watch never sleeps longer than that.</summary>
    private void Sleep(TimeSpan left)
    {
        var sleep = Shorter(left, _timeouts.HalfClose);
        _timer.Change(HasUnreadSide ? Shorter(sleep, LookEvery) : sleep, Timeout.InfiniteTimeSpan);

        // Whoever asked to look soon just before this was overruled by it.
        if (HasUnreadSide) _timer.Change(Shorter(sleep, LookEvery), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
