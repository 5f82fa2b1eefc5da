using System.Diagnostics.CodeAnalysis;
using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>The newest connections of one audience, in a ring, with their counters. Not thread-safe.</summary>
/// <param name="capacity">The most that it keeps.</param>
/// <param name="byteCapacity">What it may take in memory; the newest entry stays whatever its size.</param>
internal sealed class ConnectionFeed(int capacity, long byteCapacity = long.MaxValue)
{
    /// <summary>More than come between two looks of a view.</summary>
    private const int MostEndings = 10_000;

    private readonly ConnectionEntry?[] _ring = new ConnectionEntry?[capacity];
    private readonly Dictionary<long, int> _slots = [];
    private readonly long[] _ended = new long[Math.Min(capacity, MostEndings)];
    private int _next;

    public OutcomeCounter Counter { get; } = new();

    public int Count { get; private set; }

    /// <summary>Whether something has been let go for want of room: the rest does not begin where the feed began.</summary>
    public bool HasForgotten { get; private set; }

    /// <summary>How many of those that were kept have ended.</summary>
    public long Endings { get; private set; }

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
        if (!_slots.TryGetValue(closed.Decision.Id, out var slot)) return;
        _ring[slot] = _ring[slot]!.EndedBy(closed);
        _ended[Endings++ % _ended.Length] = closed.Decision.Id;
    }

    /// <summary>Whether it is still known which ones ended after so many had.</summary>
    public bool KnowsEndingsAfter(long endings) => Endings - endings <= _ended.Length;

    /// <summary>Those that ended after so many had, and are still kept; the last one first.</summary>
    public IEnumerable<ConnectionEntry> EndedAfter(long endings)
    {
        for (var number = Endings; number > endings; number--)
            if (TryFind(_ended[(number - 1) % _ended.Length], out var entry)) yield return entry;
    }

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
        Bytes -= EntrySize.Of(oldest!);
        _slots.Remove(oldest!.Decision.Id);
        oldest = null;
        Count--;
        HasForgotten = true;
    }

    private int SlotOf(int age) => (_next - age + capacity) % capacity;
}
