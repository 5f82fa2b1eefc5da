using System.Diagnostics.CodeAnalysis;
using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>A ring of the newest connections of one audience, with their counters. Not thread-safe.</summary>
/// <param name="capacity">The most entries to keep.</param>
/// <param name="byteCapacity">The most memory to use; the newest entry stays whatever its size.</param>
internal sealed class ConnectionFeed(int capacity, long byteCapacity = long.MaxValue)
{
    private readonly ConnectionEntry?[] _ring = new ConnectionEntry?[capacity];
    private readonly Dictionary<long, int> _slots = [];
    private int _next;
    private long _forgottenTo;
    private long _forgottenSecond = -1;

    public OutcomeCounter Counter { get; } = new();

    /// <summary>Recent endings, with a quarter of the ring's entries and bytes. That lasts some seconds under the highest load.</summary>
    public RecentEndings Endings { get; } = new(Math.Max(1, capacity / 4), byteCapacity / 4);

    public int Count { get; private set; }

    /// <summary>Whether old entries were dropped for lack of room, so that the ring no longer reaches back to its start.</summary>
    public bool HasForgotten { get; private set; }

    /// <summary>The first second from which every connection is still in the ring.</summary>
    public long CompleteFrom => _forgottenSecond + 1;

    /// <summary>An estimate of the memory that the entries use.</summary>
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

    /// <summary>Drops the oldest entries until they use no more than this many bytes, or until one entry is left.</summary>
    public void Trim(long bytes)
    {
        while (Bytes > bytes && Count > 1) RemoveOldest();
    }

    /// <summary>Adds the ending to its decision. If the decision has left the ring, the ending is still counted.</summary>
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

    /// <summary>Whether a view that has read up to this position can still read everything after it.</summary>
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
