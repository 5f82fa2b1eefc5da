using System.Numerics;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// The timers of one loop: a ring of slots, one per tick, each with a list of timers. Setting, moving and cancelling take constant time. A proxy does
/// these all the time, while almost no deadline is ever reached.
/// </summary>
/// <remarks>A deadline further away than one turn of the ring is checked once per turn. Used only on its loop.</remarks>
internal sealed class TimerWheel
{
    /// <summary>The length of a tick, which is also the most that a timer can be late.</summary>
    public const int TickMilliseconds = 16;

    private const int Slots = 4096; // a turn takes a minute
    private const int Mask = Slots - 1;
    private const int BitsPerWord = 64;

    private readonly LoopTimer?[] _slots = new LoopTimer?[Slots];
    private readonly ulong[] _filled = new ulong[Slots / BitsPerWord];
    private long _tick;
    private long _next = long.MaxValue;

    /// <param name="now">Milliseconds of the loop's clock.</param>
    public TimerWheel(long now) => _tick = now / TickMilliseconds;

    /// <summary>Milliseconds until the next timer may be due; negative if no timer is set.</summary>
    public long MillisecondsUntilNext(long now) => _next == long.MaxValue ? -1 : Math.Max(0, (_next * TickMilliseconds) - now);

    /// <summary>Sets a timer, or moves it if it is already set.</summary>
    public void Set(LoopTimer timer, long dueAt)
    {
        Cancel(timer);
        // Rounded up, so that a timer never fires early.
        timer.Tick = Math.Max((dueAt + TickMilliseconds - 1) / TickMilliseconds, _tick + 1);
        Insert(timer);
        _next = Math.Min(_next, timer.Tick);
    }

    public void Cancel(LoopTimer timer)
    {
        if (timer.Tick < 0) return;
        var slot = (int)(timer.Tick & Mask);
        if (timer.Previous is { } previous) previous.Next = timer.Next;
        else _slots[slot] = timer.Next;
        if (timer.Next is { } next) next.Previous = timer.Previous;
        if (_slots[slot] is null) _filled[slot / BitsPerWord] &= ~(1UL << (slot % BitsPerWord));
        (timer.Next, timer.Previous, timer.Tick) = (null, null, LoopTimer.NotSet);
    }

    /// <summary>Calls the owners of all due timers. An owner may set and cancel any timer.</summary>
    public void Advance(long now)
    {
        var target = now / TickMilliseconds;
        if (target < _next)
        {
            _tick = Math.Max(_tick, target);
            return;
        }

        while (_tick < target)
        {
            _tick = Math.Max(_tick + 1, Math.Min(_next, target));
            if (_tick >= _next) RunSlot();
        }
    }

    private void RunSlot()
    {
        var slot = (int)(_tick & Mask);
        while (FirstDue(_slots[slot]) is { } timer)
        {
            Cancel(timer);
            Tell(timer.Owner);
        }

        _next = FindNext();
    }

    private static void Tell(ITimerOwner owner)
    {
        try
        {
            owner.OnTimer();
        }
        catch (Exception error)
        {
            owner.OnFault(error);
        }
    }

    private LoopTimer? FirstDue(LoopTimer? timer)
    {
        while (timer is not null && timer.Tick > _tick) timer = timer.Next;
        return timer;
    }

    private void Insert(LoopTimer timer)
    {
        var slot = (int)(timer.Tick & Mask);
        var first = _slots[slot];
        (timer.Previous, timer.Next) = (null, first);
        if (first is not null) first.Previous = timer;
        _slots[slot] = timer;
        _filled[slot / BitsPerWord] |= 1UL << (slot % BitsPerWord);
    }

    /// <summary>The next tick with a timer in its slot. The timer may be due then, or some turns later.</summary>
    private long FindNext()
    {
        var from = (int)((_tick + 1) & Mask);
        for (var words = 0; words <= _filled.Length; words++)
        {
            var index = ((from / BitsPerWord) + words) % _filled.Length;
            var word = _filled[index];
            if (words == 0) word &= ulong.MaxValue << (from % BitsPerWord);
            if (word == 0) continue;
            var slot = (index * BitsPerWord) + BitOperations.TrailingZeroCount(word);
            return _tick + 1 + ((slot - from) & Mask);
        }

        return long.MaxValue;
    }
}
