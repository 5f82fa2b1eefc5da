using System.Net;

namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>A list of networks in CIDR notation, or single addresses. Immutable.</summary>
public sealed class TrustedSources
{
    private readonly IPNetwork[] _networks;

    /// <param name="networks">Texts that <see cref="TryParse"/> accepts; others are skipped.</param>
    public TrustedSources(IEnumerable<string> networks) =>
        _networks = [.. networks.Select(static text => TryParse(text, out var network) ? network : (IPNetwork?)null).OfType<IPNetwork>()];

    /// <summary>Whether any network contains every address of a family, which deserves a warning.</summary>
    public bool TrustsEveryone => _networks.Any(static network => network.PrefixLength == 0);

    /// <summary>
    /// Reads <c>10.0.0.0/8</c>, <c>2001:db8::/32</c> or a single address. An address inside a network, such as <c>10.0.0.1/8</c>, is refused: it may
    /// mean one host or sixteen million.
    /// </summary>
    public static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        var (written, prefix) = text.Trim().Split('/', 2) is [var left, var right] ? (left, right) : (text.Trim(), null);
        if (!IPAddress.TryParse(written, out var address)) return false;
        if (prefix is not null) return IPNetwork.TryParse($"{written}/{prefix}", out network) && network.BaseAddress.Equals(address);

        network = new IPNetwork(address, address.GetAddressBytes().Length * 8);
        return true;
    }

    /// <summary>Whether the address is in one of the networks. The port is ignored.</summary>
    public bool Contains(NetworkAddress peer)
    {
        var address = peer.Address;
        foreach (var network in _networks)
            if (network.Contains(address)) return true;
        return false;
    }
}
