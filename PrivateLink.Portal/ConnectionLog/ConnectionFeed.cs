using System.Diagnostics.CodeAnalysis;
using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>The newest connections of one audience, in a ring, with their counters. Not thread-safe.</summary>
internal sealed class ConnectionFeed(int capacity)
{
    private readonly ConnectionEntry[] _ring = new ConnectionEntry[capacity];
    private readonly Dictionary<long, int> _slots = new(capacity);
    private int _next;
    private int _count;

    public VerdictCounter Counter { get; } = new();

    public void Add(ConnectionEntry entry)
    {
        if (_count == capacity) _slots.Remove(_ring[_next].Decision.Id);
        else _count++;
        _ring[_next] = entry;
        _slots[entry.Decision.Id] = _next;
        _next = (_next + 1) % capacity;
    }

    /// <summary>Puts the ending beside its decision; one that has left the ring is gone.</summary>
    public void Close(ConnectionClosed closed)
    {
        if (_slots.TryGetValue(closed.Decision.Id, out var slot)) _ring[slot] = _ring[slot] with { Closed = closed };
    }

    public bool TryFind(long id, [NotNullWhen(true)] out ConnectionEntry? entry)
    {
        entry = _slots.TryGetValue(id, out var slot) ? _ring[slot] : null;
        return entry is not null;
    }

    public IEnumerable<ConnectionEntry> NewestFirst()
    {
        for (var age = 1; age <= _count; age++) yield return _ring[(_next - age + capacity) % capacity];
    }
}
