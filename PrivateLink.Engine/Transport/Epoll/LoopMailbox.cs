namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>What other threads want done on a loop: a list and a descriptor that wakes it (eventfd(2)). Thread-safe; not on the way of a connection.</summary>
/// <remarks>The descriptor is never read: watched edge-triggered, it tells of every write, and its 64 bits do not overflow.</remarks>
internal sealed class LoopMailbox : IDisposable
{
    private readonly Lock _lock = new();
    private List<(Action<object?> Call, object? State)> _posted = [], _delivering = [];
    private volatile bool _any;
    private bool _closed;

    public int Signal { get; } = SystemResult.Require(SystemCalls.CreateEvent());

    /// <summary>Adds a call. Once the loop is gone nothing is left to be protected from other threads: then it is called elsewhere.</summary>
    public void Post(Action<object?> call, object? state)
    {
        lock (_lock)
        {
            if (_closed)
            {
                CallElsewhere(call, state);
                return;
            }

            _posted.Add((call, state));
            if (_any) return;
            _any = true;
            SystemCalls.SignalEvent(Signal);
        }
    }

    /// <summary>Makes the calls so far. On the loop. One that fails keeps none of the others from being made; then the failure is the loop's.</summary>
    public void Deliver()
    {
        if (!_any) return;
        lock (_lock)
        {
            (_posted, _delivering) = (_delivering, _posted);
            _any = false;
        }

        Exception? failure = null;
        foreach (var (call, state) in _delivering)
        {
            try
            {
                call(state);
            }
            catch (Exception error)
            {
                failure ??= error;
            }
        }

        _delivering.Clear();
        if (failure is not null) throw new InvalidOperationException("A call from another thread failed.", failure);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            foreach (var (call, state) in _posted) CallElsewhere(call, state);
            _posted.Clear();
            SystemCalls.Close(Signal);
        }
    }

    private static void CallElsewhere(Action<object?> call, object? state) =>
        ThreadPool.UnsafeQueueUserWorkItem(static job => job.Call(job.State), (Call: call, State: state), preferLocal: false);
}
