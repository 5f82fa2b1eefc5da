using System.Net;
using PrivateLink.Engine;

namespace PrivateLink.Portal.Demonstration;

/// <summary>The addresses of the engine's listeners, as seen from this machine.</summary>
public sealed class ListenerAddresses(EngineStatus engine)
{
    /// <summary>The address of a listener; null while it is not bound.</summary>
    public IPEndPoint? Find(string listener)
    {
        var bound = engine.Listeners.FirstOrDefault(status => string.Equals(status.Name, listener, StringComparison.OrdinalIgnoreCase))?.Address;
        if (bound is null) return null;
        if (bound.Address.Equals(IPAddress.Any)) return new IPEndPoint(IPAddress.Loopback, bound.Port);
        return bound.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, bound.Port) : bound;
    }
}
