using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>A network or a single address, as a range of addresses. IPv4 addresses are treated as IPv4-mapped IPv6.</summary>
internal sealed class AddressRange
{
    private readonly UInt128 _first;
    private readonly UInt128 _last;

    private AddressRange(UInt128 first, UInt128 last) => (_first, _last) = (first, last);

    /// <summary>The first address in the form of <see cref="AddressKey"/>.</summary>
    public string FirstKey => KeyOf(_first);

    /// <summary>The last address in the form of <see cref="AddressKey"/>.</summary>
    public string LastKey => KeyOf(_last);

    /// <summary>Reads <c>10.0.0.0/8</c>, <c>10.0.0.5</c>, <c>2001:db8::/32</c>. Ignores host bits, because a filter grants no trust.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AddressRange? range)
    {
        range = null;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address)) return false;
        var isIPv4 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
        if (isIPv4 && text.AsSpan(0, slash < 0 ? text.Length : slash).Count('.') != 3) return false; // 10 or 10.1 is probably an address that is still being typed
        var bits = isIPv4 ? 32 : 128;
        var prefix = bits;
        if (slash >= 0 && !(int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out prefix) && prefix <= bits)) return false;

        var value = BitsOf(NetworkAddress.From(new IPEndPoint(address, 0)));
        var hostBits = bits - prefix;
        var mask = hostBits == 128 ? UInt128.MaxValue : (UInt128.One << hostBits) - 1;
        range = new(value & ~mask, value | mask);
        return true;
    }

    public bool Contains(NetworkAddress address) => BitsOf(address) is var bits && bits >= _first && bits <= _last;

    private static UInt128 BitsOf(NetworkAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.WriteBytes(bytes) == 16
            ? BinaryPrimitives.ReadUInt128BigEndian(bytes)
            : new UInt128(0, 0xFFFF_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(bytes));
    }

    private static string KeyOf(UInt128 bits)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return Convert.ToHexStringLower(bytes);
    }
}
