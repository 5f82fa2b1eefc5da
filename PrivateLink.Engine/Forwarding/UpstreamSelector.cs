using System.Net;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Orders an upstream's addresses for one connection: the healthy before the others, among them the one with the fewest connections, equals in
/// turn. Unhealthy ones stay last resort: when all are, trying is better than refusing.
/// </summary>
internal sealed class UpstreamSelector(AddressResolver resolver, UpstreamHealth health)
{
    private uint _turn;

    /// <summary>The addresses in the order to try them; empty when none resolves.</summary>
    public async ValueTask<IReadOnlyList<AddressHealth>> OrderAsync(Upstream upstream, CancellationToken cancellation)
    {
        var addresses = await resolver.ResolveAsync(upstream, cancellation);
        return addresses.Count <= 1 ? [.. addresses.Select(health.Of)] : Order(addresses);
    }

    private AddressHealth[] Order(IReadOnlyList<IPEndPoint> addresses)
    {
        var turn = (int)(Interlocked.Increment(ref _turn) % (uint)addresses.Count);
        return [.. Enumerable.Range(0, addresses.Count)
            .Select(index => health.Of(addresses[(turn + index) % addresses.Count]))
            .OrderByDescending(static address => address.IsHealthy)
            .ThenBy(static address => address.Connections)];
    }
}
