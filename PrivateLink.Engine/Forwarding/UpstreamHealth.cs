using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Engine.Forwarding;

/// <summary>The state of every upstream address that has been used or checked. Thread-safe.</summary>
internal sealed class UpstreamHealth(IOptions<EngineOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<IPEndPoint, AddressHealth> _addresses = new();

    public IReadOnlyList<UpstreamAddressStatus> Status => [.. _addresses.Values.Select(static address => address.Status)];

    /// <summary>The relayed connections to all addresses.</summary>
    public int Connections => _addresses.Sum(static address => address.Value.Connections);

    public AddressHealth Of(IPEndPoint address) =>
        _addresses.GetOrAdd(address, static (key, state) => new AddressHealth(key, state.Options, state.Time), (Options: options.Value.Upstreams, Time: time));

    /// <summary>Removes addresses that are no longer listed and have no connections.</summary>
    public void Keep(IReadOnlySet<IPEndPoint> addresses)
    {
        foreach (var (address, health) in _addresses)
            if (!addresses.Contains(address) && health.Connections == 0) _addresses.TryRemove(address, out _);
    }
}
