using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// How many waiters come from where: the address in the header, or the peer's while there is no header, and the link. Counted in a fixed table by a hash
/// that differs from process to process. Two sources that meet in one counter share it; nobody can aim at that, and nothing is refused because of it.
/// Not thread-safe.
/// </summary>
internal sealed class SourceShares
{
    /// <summary>No counter.</summary>
    public const int Nobody = -1;

    private const int Counters = 8192;
    private const int IPv6Network = 8; // one customer has at least a /64

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
    /// How many wait who come from where this one comes from, by link and by source together: a crowded link weighs, and who crowds it weighs twice.
    /// </summary>
    public int ShareOf(Waiter waiter) =>
        (waiter.SourceCounter >= 0 ? _counts[waiter.SourceCounter] : 0) + (waiter.LinkCounter >= 0 ? _counts[waiter.LinkCounter] : 0);

    private static int Counter(int hash) => (int)((uint)hash % Counters);
}
