using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Portal.Commands.Send;

/// <summary>Parses the options of <c>send</c>. Each error names an accepted form.</summary>
public static class SendOptionParsers
{
    /// <summary>A host name or an IP address, and a port.</summary>
    public static EndPoint? HostAndPort(ArgumentResult result)
    {
        var text = TextOf(result);
        if (IPEndPoint.TryParse(text, out var address) && address.Port != 0) return address;

        var colon = text.LastIndexOf(':');
        if (colon > 0 && Uri.CheckHostName(text[..colon]) == UriHostNameType.Dns
            && ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port != 0)
            return new DnsEndPoint(text[..colon], port);

        result.AddError($"'{text}' is not a host and a port. Write, for example, 127.0.0.1:7441.");
        return null;
    }

    /// <summary>An IP address and a port; port 0 lets the system choose.</summary>
    public static IPEndPoint? Address(ArgumentResult result)
    {
        var text = TextOf(result);
        if (text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var address)) return address;

        result.AddError($"'{text}' is not an IP address and a port. Write, for example, 127.0.0.1:9443 or [::1]:9443.");
        return null;
    }

    /// <summary>A link ID in any form that the portal's form accepts, with the same error messages.</summary>
    public static LinkId? Link(CloudProvider cloud, ArgumentResult result)
    {
        var input = LinkIdInput.Parse(cloud, TextOf(result));
        if (input.IsError) result.AddError(input.Message!);
        return input.LinkId;
    }

    /// <summary>Complete TLVs in hexadecimal, as records show them.</summary>
    public static byte[]? Tlvs(ArgumentResult result)
    {
        var text = TextOf(result);
        if (text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) && Convert.FromHexString(text) is { Length: > 0 } bytes && AreWhole(bytes)) return bytes;

        result.AddError($"'{text}' is not a whole TLV in hexadecimal: a type of one byte, a length of two, and as many bytes. Write, for example, ea000401666f6f.");
        return null;
    }

    private static bool AreWhole(ReadOnlySpan<byte> bytes)
    {
        var tlvs = new TlvReader(bytes);
        while (tlvs.Read())
        {
        }

        return tlvs.Remaining == 0;
    }

    private static string TextOf(ArgumentResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;
}
