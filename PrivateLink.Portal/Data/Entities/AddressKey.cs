using System.Net;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>An address as 32 hexadecimal digits (IPv4 as IPv4-mapped IPv6). Every database sorts this text in the order of the addresses.</summary>
public static class AddressKey
{
    public const int Length = 32;

    public static string Of(NetworkAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        var length = address.WriteBytes(bytes);
        if (length == 16) return Convert.ToHexStringLower(bytes);
        return string.Concat("00000000000000000000ffff", Convert.ToHexStringLower(bytes[..length]));
    }

    /// <summary>An address with its port, in the form that records use.</summary>
    public static NetworkAddress? Parse(string? text) => IPEndPoint.TryParse(text ?? "", out var address) ? NetworkAddress.From(address) : null;
}
