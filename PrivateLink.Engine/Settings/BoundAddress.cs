using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Engine.Settings;

/// <summary>An address with its port, as settings write it: the one way to read it.</summary>
public static class BoundAddress
{
    /// <summary>What is said of a text that is none, behind its key.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="example">An accepted form.</param>
    public static string Problem(string text, string example) => $"'{text}' is not an address with a port. Example: {example}.";

    /// <summary>The port must be written out: an address alone would silently mean port 0.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="address">The address, where it is one.</param>
    public static bool TryParse(string text, out IPEndPoint address) =>
        IPEndPoint.TryParse(text, out address!)
        && text.EndsWith(string.Create(CultureInfo.InvariantCulture, $":{address.Port}"), StringComparison.Ordinal)
        && (address.AddressFamily != AddressFamily.InterNetworkV6 || text.StartsWith('['));
}
