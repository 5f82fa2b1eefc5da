using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace PrivateLink.Portal.Web;

/// <summary>Reads a proxy's address or network.</summary>
internal static class ProxyNetwork
{
    public static bool TryParse(string text, [NotNullWhen(true)] out IPNetwork? network)
    {
        network = null;
        if (IPAddress.TryParse(text, out var address)) network = new IPNetwork(address, address.GetAddressBytes().Length * 8);

        // With host bits set, the meaning is unclear: the address, or the network around it.
        else if (IPNetwork.TryParse(text, out var parsed) && IPAddress.TryParse(text[..text.IndexOf('/', StringComparison.Ordinal)], out var first) && first.Equals(parsed.BaseAddress))
            network = parsed;
        return network is not null;
    }
}
