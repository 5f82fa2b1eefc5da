using System.Diagnostics;

namespace PrivateLink.Engine.Diagnostics;

/// <summary>
/// How long one event loop has worked, as opposed to waiting for events. The loop writes and any thread reads, without a lock. A turn that has not
/// ended counts up to now, so a loop that hangs looks busy.
/// </summary>
internal sealed class LoopClock
{
    /// <summary>
    /// While the loop works: the moment at which it would have begun if it had never waited. While it waits: the complement of the time worked, which
    /// is negative. One value, so that a reader never sees half of a change, and the time never falls.
    /// </summary>
    private long _state = Stopwatch.GetTimestamp();

    /// <summary>The time worked since the loop started.</summary>
    public TimeSpan Busy => Volatile.Read(ref _state) switch
    {
        < 0 and var waiting => Stopwatch.GetElapsedTime(0, ~waiting),
        var since => Stopwatch.GetElapsedTime(since),
    };

    /// <summary>The loop is about to wait.</summary>
    public void Waits() => Volatile.Write(ref _state, ~(Stopwatch.GetTimestamp() - _state));

    /// <summary>The loop works again.</summary>
    public void Works()
    {
        if (_state < 0) Volatile.Write(ref _state, Stopwatch.GetTimestamp() - ~_state);
    }
}
