using System.Collections.Concurrent;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// The bytes held for decided connections that wait for their upstream. An upstream may hold as many bytes as it leaves free. One silent upstream
/// gets at most half, and two get a third each. So some bytes are always left for other upstreams. Thread-safe.
/// </summary>
public sealed class ConnectingBudget(long bytes)
{
    /// <summary>The buffer of the largest hello accepted: 64 KiB plus headers and records, rounded up to a power of two.</summary>
    public const int LargestHello = 128 * 1024;

    /// <summary>The smallest budget. A smaller one would refuse the largest hello even when no connection waits.</summary>
    public const int Least = 2 * LargestHello;

    private readonly ConcurrentDictionary<Guid, Share> _shares = new();
    private long _taken;
    private long _limit = bytes;

    /// <summary>The bytes in use for all upstreams.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Takes another limit. What is in use above a lower one stays until it is returned.</summary>
    public void Take(long limit) => Volatile.Write(ref _limit, limit);

    /// <summary>The share of one upstream. Shares are small and never removed.</summary>
    public ByteBudget ShareOf(Upstream upstream) => _shares.GetOrAdd(upstream.Id, static (_, all) => new Share(all), this);

    private sealed class Share(ConnectingBudget all) : ByteBudget
    {
        private long _own;

        public override bool TryTake(int count)
        {
            var own = Interlocked.Add(ref _own, count);
            var free = all.Limit - Interlocked.Add(ref all._taken, count);
            if (own <= free) return true;
            Return(count);
            return false;
        }

        public override void Return(int count)
        {
            Interlocked.Add(ref _own, -count);
            Interlocked.Add(ref all._taken, -count);
        }
    }

    private long Limit => Volatile.Read(ref _limit);
}
