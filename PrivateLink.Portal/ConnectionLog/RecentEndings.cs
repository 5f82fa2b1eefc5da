namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// The last endings of one audience, numbered from 1: what a view reads that has seen the connections while they were open. The oldest go
/// first, by number and by what they take in memory. Not thread-safe.
/// </summary>
/// <param name="capacity">The most that it keeps.</param>
/// <param name="byteCapacity">What the entries may take; most of them are in the ring as well.</param>
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

    /// <summary>Whether all that came after a number are still there.</summary>
    public bool HasAllSince(long number) => number >= _oldest - 1;

    /// <summary>Those after a number that are still there, oldest first.</summary>
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

/// <summary>A connection before and after its end. Without a sequence (0) it had left the ring before it ended.</summary>
internal readonly record struct Ending(long Number, ConnectionEntry Open, ConnectionEntry Ended);
