namespace PrivateLink.Engine.Decisions;

/// <summary>
/// Makes connection IDs: 41 bits of milliseconds since 2024, 6 bits of node, 1 bit of lane, 15 bits of sequence. Positive, sortable by time and usable
/// as a paging key. Unique per node and lane unless the clock goes back to before the process started. Thread-safe.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="node">The number of the engine (<c>Engine:NodeNumber</c>).</param>
/// <param name="lane">0 or 1. During a take-over two processes of one engine accept connections, each in its own lane.</param>
public sealed class ConnectionIds(TimeProvider time, int node, int lane = 0)
{
    private const int SequenceBits = 15;
    /// <summary>The bit of an ID that tells its lane.</summary>
    public const long LaneMask = 1L << SequenceBits;

    private const int LaneBits = 1;
    private const int NodeBits = 6;
    private const int BitsBelowTime = SequenceBits + LaneBits + NodeBits;
    private static readonly long Epoch = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly long _node = ((long)(node & ((1 << NodeBits) - 1)) << (SequenceBits + LaneBits)) | ((long)(lane & 1) << SequenceBits);
    private long _last;

    /// <summary>The lane that these IDs use.</summary>
    public int Lane => lane & 1;

    /// <summary>The next ID. If one millisecond needs more than 32,768, it borrows from the next, so that IDs stay ordered and unique.</summary>
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
        return (milliseconds << BitsBelowTime) | _node | (next & ((1 << SequenceBits) - 1));
    }

    /// <summary>The time inside an ID, to the millisecond.</summary>
    public static DateTimeOffset TimeOf(long id) => DateTimeOffset.FromUnixTimeMilliseconds((id >> BitsBelowTime) + Epoch);

    /// <summary>The smallest ID that a connection at this time can have. Earlier connections have smaller IDs.</summary>
    public static long FloorOf(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() - Epoch) << BitsBelowTime;
}
