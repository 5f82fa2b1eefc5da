using System.Net;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Orders an upstream's addresses for one connection: the healthy before the others, among them the one with the fewest connections, equals in
/// turn. Unhealthy ones stay last resort: when all are, trying is better than refusing.
/// </summary>
internal sealed class UpstreamSelector(AddressResolver resolver, UpstreamHealth health)
{
    private uint _turn;

    /// <summary>The addresses in the order to try them; empty when none resolves.</summary>
    public ValueTask<IReadOnlyList<AddressHealth>> OrderAsync(Upstream upstream)
    {
        var addresses = resolver.ResolveAsync(upstream);
        return addresses.IsCompletedSuccessfully ? new(Order(addresses.Result)) : OrderLaterAsync(addresses);
    }

    private async ValueTask<IReadOnlyList<AddressHealth>> OrderLaterAsync(ValueTask<IReadOnlyList<IPEndPoint>> addresses) => Order(await addresses);

    private AddressHealth[] Order(IReadOnlyList<IPEndPoint> addresses)
    {
        if (addresses.Count == 0) return [];
        if (addresses.Count == 1) return [health.Of(addresses[0])];

        var turn = (int)(Interlocked.Increment(ref _turn) % (uint)addresses.Count);
        return [.. Enumerable.Range(0, addresses.Count)
            .Select(index => health.Of(addresses[(turn + index) % addresses.Count]))
            .OrderByDescending(static address => address.IsHealthy)
            .ThenBy(static address => address.LacksPorts)
            .ThenBy(static address => address.Connections)];
    }
}
