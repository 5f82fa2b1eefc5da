using System.Diagnostics.CodeAnalysis;
using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>The newest connections of one audience, in a ring, with their counters. Not thread-safe.</summary>
/// <param name="capacity">The most that it keeps.</param>
/// <param name="byteCapacity">What it may take in memory; the newest entry stays whatever its size.</param>
internal sealed class ConnectionFeed(int capacity, long byteCapacity = long.MaxValue)
{
    private readonly ConnectionEntry?[] _ring = new ConnectionEntry?[capacity];
    private readonly Dictionary<long, int> _slots = [];
    private int _next;
    private long _forgottenTo;
    private long _forgottenSecond = -1;

    public OutcomeCounter Counter { get; } = new();

    /// <summary>A quarter of the room of the ring, and of its bytes: some seconds of the busiest.</summary>
    public RecentEndings Endings { get; } = new(Math.Max(1, capacity / 4), byteCapacity / 4);

    public int Count { get; private set; }

    /// <summary>Whether something has been let go for want of room: the rest does not begin where the feed began.</summary>
    public bool HasForgotten { get; private set; }

    /// <summary>The first second of which every connection is still in the ring.</summary>
    public long CompleteFrom => _forgottenSecond + 1;

    /// <summary>An estimate of what the entries take.</summary>
    public long Bytes { get; private set; }

    public void Add(ConnectionEntry entry)
    {
        if (Count == capacity) RemoveOldest();
        _ring[_next] = entry;
        _slots[entry.Decision.Id] = _next;
        _next = (_next + 1) % capacity;
        Count++;
        Bytes += EntrySize.Of(entry);
        Trim(byteCapacity);
    }

    /// <summary>Forgets the oldest until no more than this many bytes are left, or one entry.</summary>
    public void Trim(long bytes)
    {
        while (Bytes > bytes && Count > 1) RemoveOldest();
    }

    /// <summary>Puts the ending beside its decision; one that has left the ring is gone, and counted all the same.</summary>
    public void Close(ConnectionClosed closed, DateTimeOffset now)
    {
        if (closed.IsFailure()) Counter.Fail(now, closed.Decision);
        if (_slots.TryGetValue(closed.Decision.Id, out var slot))
        {
            var open = _ring[slot]!;
            Endings.Add(open, _ring[slot] = open.EndedBy(closed));
        }
        else if (OutcomeCounter.SecondOf(now, closed.Decision) is var second && second > now.ToUnixTimeSeconds() - OutcomeCounter.Seconds)
        {
            var open = new ConnectionEntry(sequence: 0, closed.Decision, closed: null, second);
            Endings.Add(open, open.EndedBy(closed));
        }
    }

    /// <summary>Whether a view that has read so far can read everything since.</summary>
    public bool HasAllSince(LivePosition position) => position.Sequence >= _forgottenTo && Endings.HasAllSince(position.Ending);

    public bool TryFind(long id, [NotNullWhen(true)] out ConnectionEntry? entry)
    {
        entry = _slots.TryGetValue(id, out var slot) ? _ring[slot] : null;
        return entry is not null;
    }

    public IEnumerable<ConnectionEntry> NewestFirst()
    {
        for (var age = 1; age <= Count; age++) yield return _ring[SlotOf(age)]!;
    }

    private void RemoveOldest()
    {
        ref var oldest = ref _ring[SlotOf(Count)];
        (_forgottenTo, _forgottenSecond) = (oldest!.Sequence, Math.Max(_forgottenSecond, oldest.Second));
        Bytes -= EntrySize.Of(oldest);
        _slots.Remove(oldest.Decision.Id);
        oldest = null;
        Count--;
        HasForgotten = true;
    }

    private int SlotOf(int age) => (_next - age + capacity) % capacity;
}
