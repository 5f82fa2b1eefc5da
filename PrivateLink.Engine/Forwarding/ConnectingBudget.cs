using System.Collections.Concurrent;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// The bytes of connections that are decided and wait for their upstream. An upstream may hold as many as it leaves free: one that is silent gets half of
/// them at most, two that are silent a third each, and whoever goes to another one always finds some. Thread-safe.
/// </summary>
public sealed class ConnectingBudget(long bytes)
{
    /// <summary>The buffer of the largest hello that is read: 64 KiB, with its headers and records, in a power of two.</summary>
    public const int LargestHello = 128 * 1024;

    /// <summary>Less would refuse the largest hello even where nobody waits.</summary>
    public const int Least = 2 * LargestHello;

    private readonly ConcurrentDictionary<Guid, Share> _shares = new();
    private long _taken;

    /// <summary>Bytes taken right now, for all upstreams.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>What connections to an upstream take theirs from. One for each that the company has ever named; small, so they stay.</summary>
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

    private long Limit => bytes;
}
