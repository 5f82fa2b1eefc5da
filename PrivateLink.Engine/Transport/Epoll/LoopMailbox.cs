namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>Calls from other threads for a loop: a list, and a descriptor that wakes the loop (eventfd(2)). Thread-safe. Not used while data flows.</summary>
/// <remarks>The descriptor is never read: the edge-triggered watch reports every write, and its 64-bit counter does not overflow.</remarks>
internal sealed class LoopMailbox : IDisposable
{
    private readonly Lock _lock = new();
    private List<(Action<object?> Call, object? State)> _posted = [], _delivering = [];
    private volatile bool _any;
    private bool _closed;

    public int Signal { get; } = SystemResult.Require(SystemCalls.CreateEvent());

    /// <summary>Adds a call. After the loop has ended there is nothing left to protect, so the call runs on the thread pool.</summary>
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

    /// <summary>Runs the calls added so far, on the loop. If one fails, the others still run, and then this method throws.</summary>
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
