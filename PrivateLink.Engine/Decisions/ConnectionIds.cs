namespace PrivateLink.Engine.Decisions;

/// <summary>
/// Makes connection IDs: 41 bits of milliseconds since 2024, 6 bits of node, 16 bits of sequence. Positive, sortable by time and usable as a paging
/// key. Unique per node unless the clock goes back to before the process started. Thread-safe.
/// </summary>
public sealed class ConnectionIds(TimeProvider time, int node)
{
    private const int SequenceBits = 16;
    private const int NodeBits = 6;
    private static readonly long Epoch = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly long _node = (long)(node & ((1 << NodeBits) - 1)) << SequenceBits;
    private long _last;

    /// <summary>The next ID. If one millisecond needs more than 65,536, it borrows from the next, so that IDs stay ordered and unique.</summary>
    public long Next()
    {
        var floor = (time.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << SequenceBits;
        long last, next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(floor, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        var milliseconds = next >> SequenceBits;
        return (milliseconds << (SequenceBits + NodeBits)) | _node | (next & ((1 << SequenceBits) - 1));
    }

    /// <summary>The time inside an ID, to the millisecond.</summary>
    public static DateTimeOffset TimeOf(long id) => DateTimeOffset.FromUnixTimeMilliseconds((id >> (SequenceBits + NodeBits)) + Epoch);

    /// <summary>The smallest ID of a time. Earlier connections have smaller IDs.</summary>
    public static long FloorOf(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() - Epoch) << (SequenceBits + NodeBits);
}
