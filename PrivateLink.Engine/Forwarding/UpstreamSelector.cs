using System.Net;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Orders an upstream's addresses for one connection: healthy ones first, then by fewest connections; equal ones take turns. Unhealthy addresses stay
/// as a last resort, because an attempt is better than a refusal.
/// </summary>
internal sealed class UpstreamSelector(AddressResolver resolver, UpstreamHealth health)
{
    private uint _turn;

    /// <summary>The addresses in the order to try; empty if none resolves.</summary>
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
