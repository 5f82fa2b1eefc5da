using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// Counts waiting connections by source and by link. The source is the address in the header, or the peer's until a header arrives. A fixed table is
/// indexed by a hash that differs per process. Two sources may share a counter, but no client can aim for that, and it never causes a refusal. Not
/// thread-safe.
/// </summary>
internal sealed class SourceShares
{
    /// <summary>No counter.</summary>
    public const int Nobody = -1;

    private const int Counters = 8192;
    private const int IPv6Network = 8; // a customer has at least a /64

    private readonly int[] _counts = new int[Counters];

    public static int CounterOf(NetworkAddress source)
    {
        Span<byte> bytes = stackalloc byte[16];
        var hash = default(HashCode);
        hash.AddBytes(bytes[..Math.Min(source.WriteBytes(bytes), IPv6Network)]);
        return Counter(hash.ToHashCode());
    }

    public static int CounterOf(LinkId link) => Counter(HashCode.Combine(link));

    public void Count(Waiter waiter)
    {
        if (waiter.SourceCounter >= 0) _counts[waiter.SourceCounter]++;
        if (waiter.LinkCounter >= 0) _counts[waiter.LinkCounter]++;
    }

    public void Forget(Waiter waiter)
    {
        if (waiter.SourceCounter >= 0) _counts[waiter.SourceCounter]--;
        if (waiter.LinkCounter >= 0) _counts[waiter.LinkCounter]--;
    }

    /// <summary>
    /// The number of waiting connections with the same link, plus those with the same source. So on a crowded link, the source that crowds it has the
    /// largest number.
    /// </summary>
    public int ShareOf(Waiter waiter) =>
        (waiter.SourceCounter >= 0 ? _counts[waiter.SourceCounter] : 0) + (waiter.LinkCounter >= 0 ? _counts[waiter.LinkCounter] : 0);

    private static int Counter(int hash) => (int)((uint)hash % Counters);
}
