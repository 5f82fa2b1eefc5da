using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Upstreams;

/// <summary>The result of reading a typed address: the address, or one sentence about the mistake.</summary>
public readonly record struct AddressInputResult(UpstreamAddress? Address, string? Error);

/// <summary>
/// Reads a typed address of an upstream: <c>host:port</c>, with brackets around an IPv6 address. Pure; the form calls it on each keystroke, and the
/// service calls it again.
/// </summary>
public static class UpstreamAddressInput
{
    private const int LongestName = 253;
    private const int LongestLabel = 63;

    public static AddressInputResult Parse(string typed)
    {
        var text = typed.Trim();
        if (text.Contains("://", StringComparison.Ordinal)) return Wrong($"'{text}' is a URL. Type the host and the port alone, such as 10.0.4.11:443.");
        if (text.Contains('/', StringComparison.Ordinal)) return Wrong($"'{text}' has a path or a network mask. Type the host and the port alone, such as 10.0.4.11:443.");
        if (text.Any(char.IsWhiteSpace)) return Wrong($"'{text}' has a space in it. Type one address a line.");
        if (IPAddress.TryParse(text, out var bare) && bare.AddressFamily == AddressFamily.InterNetworkV6 && !text.StartsWith('['))
            return Wrong($"Put brackets around the IPv6 address, and the port after it: [{text}]:443.");

        var colon = text.LastIndexOf(':');
        if (colon < 0 || text.EndsWith(']')) return Wrong($"'{text}' has no port. Type it behind a colon, such as {text}:443.");
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is 0 or > 65_535)
            return Wrong($"'{text[(colon + 1)..]}' is not a TCP port. Ports go from 1 to 65535.");
        return ReadHost(text[..colon], port);
    }

    private static AddressInputResult ReadHost(string host, int port)
    {
        if (host.StartsWith('[') && host.EndsWith(']'))
            return IPAddress.TryParse(host.AsSpan(1, host.Length - 2), out var bracketed) && bracketed.AddressFamily == AddressFamily.InterNetworkV6
                ? ReadLiteral(bracketed, port)
                : Wrong($"'{host}' is not an IPv6 address.");
        if (host.Length > 0 && host.All(character => char.IsAsciiDigit(character) || character == '.'))
            return IsFourNumbers(host) && IPAddress.TryParse(host, out var literal) ? ReadLiteral(literal, port) : Wrong($"'{host}' is not an IPv4 address. One has four numbers from 0 to 255, such as 10.0.4.11.");
        return NameMistake(host) is { } mistake ? Wrong(mistake) : new(new UpstreamAddress(host.TrimEnd('.').ToLowerInvariant(), port), null);
    }

    private static AddressInputResult ReadLiteral(IPAddress address, int port) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
        ? Wrong($"{address} means every address of a machine. Type the address at which the backend can be reached.")
        : new(new UpstreamAddress(address.ToString(), port), null);

    /// <summary>Programs interpret the older notations (<c>10.1</c>, <c>010.0.0.1</c>) differently, so they are refused.</summary>
    private static bool IsFourNumbers(string host) =>
        host.Split('.') is { Length: 4 } numbers && Array.TrueForAll(numbers, number => number.Length is > 0 and <= 3 && (number.Length == 1 || number[0] != '0'));

    private static string? NameMistake(string host)
    {
        var name = host.EndsWith('.') ? host[..^1] : host;
        if (name.Length == 0) return "Type a host name or an IP address before the port.";
        if (name.Contains(':', StringComparison.Ordinal)) return $"Put brackets around an IPv6 address: [{host}]:443.";
        if (name.Length > LongestName) return $"The name has {name.Length} characters. A host name has at most {LongestName}.";
        foreach (var label in name.Split('.'))
        {
            if (label.Length == 0) return $"'{host}' has an empty part between two dots.";
            if (label.Length > LongestLabel) return $"'{label}' has {label.Length} characters. A part between dots has at most {LongestLabel}.";
            if (label.FirstOrDefault(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_')) is var wrong and not '\0')
                return $"'{wrong}' cannot be part of a host name. Letters, digits, '-' and '_' can.";
        }

        return null;
    }

    private static AddressInputResult Wrong(string error) => new(null, error);
}
