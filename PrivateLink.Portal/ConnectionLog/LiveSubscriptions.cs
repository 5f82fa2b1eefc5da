using System.Collections.Immutable;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Merges signals: it calls a subscriber at most once in a quarter of a second, and once more after the last signal. Callbacks run on the timer's
/// thread, without a lock.
/// </summary>
internal sealed partial class LiveSubscriptions(TimeProvider time, ILogger logger)
{
    /// <summary>Four refreshes a second look live. More would cost the browser and the server, and people cannot read faster.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private ImmutableArray<Subscription> _subscriptions = [];

    public IDisposable Add(Action changed)
    {
        var subscription = new Subscription(this, changed);
        ImmutableInterlocked.Update(ref _subscriptions, (all, added) => all.Add(added), subscription);
        return subscription;
    }

    public void Signal()
    {
        foreach (var subscription in _subscriptions) subscription.Signal();
    }

    [LoggerMessage(2020, LogLevel.Error, "A live view failed to refresh")]
    private static partial void LogFailed(ILogger logger, Exception exception);

    private sealed class Subscription : IDisposable
    {
        private const int Idle = 0;
        private const int Signalled = 1;
        private const int Disposed = 2;

        private readonly LiveSubscriptions _owner;
        private readonly Action _changed;
        private readonly ITimer _timer;
        private long _lastCall;
        private int _state;

        public Subscription(LiveSubscriptions owner, Action changed)
        {
            _owner = owner;
            _changed = changed;
            _timer = owner._time.CreateTimer(_ => Call(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public void Signal()
        {
            if (Interlocked.CompareExchange(ref _state, Signalled, Idle) != Idle) return;
            var rest = _lastCall == 0 ? TimeSpan.Zero : Interval - _owner._time.GetElapsedTime(_lastCall);
            _timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            Interlocked.Exchange(ref _state, Disposed);
            ImmutableInterlocked.Update(ref _owner._subscriptions, (all, removed) => all.Remove(removed), this);
            _timer.Dispose();
        }

        /// <summary>A signal that arrives from here on causes another call, so that nothing is missed between reading and showing.</summary>
        private void Call()
        {
            _lastCall = _owner._time.GetTimestamp();
            if (Interlocked.CompareExchange(ref _state, Idle, Signalled) != Signalled) return;
            try
            {
                _changed();
            }
            catch (Exception exception)
            {
                LogFailed(_owner._logger, exception);
            }
        }
    }
}
