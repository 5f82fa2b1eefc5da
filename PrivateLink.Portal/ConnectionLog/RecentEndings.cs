namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// The last endings of one audience, numbered from 1. Views that showed the connections while open read them. Beyond the limits of number and
/// memory, the oldest are dropped. Not thread-safe.
/// </summary>
/// <param name="capacity">The most endings to keep.</param>
/// <param name="byteCapacity">The most memory to use; most of these entries are in the ring as well.</param>
internal sealed class RecentEndings(int capacity, long byteCapacity)
{
    private Ending[] _ring = [];
    private long _bytes;
    private long _oldest = 1;

    /// <summary>The number of the last one.</summary>
    public long Head { get; private set; }

    public void Add(ConnectionEntry open, ConnectionEntry ended)
    {
        if (_ring.Length == 0) _ring = new Ending[capacity];
        if (Head - _oldest + 1 == capacity) RemoveOldest();
        Head++;
        _ring[Head % capacity] = new(Head, open, ended);
        _bytes += EntrySize.Of(ended);
        while (_bytes > byteCapacity && _oldest < Head) RemoveOldest();
    }

    /// <summary>Whether all endings after a number are still here.</summary>
    public bool HasAllSince(long number) => number >= _oldest - 1;

    /// <summary>The endings after a number that are still here, oldest first.</summary>
    public IEnumerable<Ending> Since(long number)
    {
        for (var next = Math.Max(number + 1, _oldest); next <= Head; next++) yield return _ring[next % capacity];
    }

    private void RemoveOldest()
    {
        ref var oldest = ref _ring[_oldest++ % capacity];
        _bytes -= EntrySize.Of(oldest.Ended);
        oldest = default;
    }
}

/// <summary>A connection before and after its end. Sequence 0 means it had left the ring before it ended.</summary>
internal readonly record struct Ending(long Number, ConnectionEntry Open, ConnectionEntry Ended);
