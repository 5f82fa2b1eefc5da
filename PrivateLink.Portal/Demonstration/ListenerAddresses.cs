using System.Net;
using Microsoft.Extensions.Options;
using PrivateLink.Engine;

namespace PrivateLink.Portal.Demonstration;

/// <summary>Where the engine's listeners are reached from this machine.</summary>
public sealed class ListenerAddresses(IOptions<EngineOptions> engine)
{
    public IPEndPoint? Find(string listener)
    {
        if (!engine.Value.Listeners.TryGetValue(listener, out var settings)) return null;
        if (!IPEndPoint.TryParse(settings.Bind, out var bound)) return null;
        if (bound.Address.Equals(IPAddress.Any)) return new IPEndPoint(IPAddress.Loopback, bound.Port);
        return bound.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, bound.Port) : bound;
    }
}
