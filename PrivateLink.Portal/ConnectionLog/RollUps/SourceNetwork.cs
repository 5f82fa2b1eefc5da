using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>The network of a client: the /24 of an IPv4 address, or the /64 of an IPv6 address.</summary>
internal readonly record struct SourceNetwork
{
    private readonly ulong _prefix;
    private readonly bool _isIPv6;

    private SourceNetwork(ulong prefix, bool isIPv6) => (_prefix, _isIPv6) = (prefix, isIPv6);

    public static SourceNetwork Of(NetworkAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.WriteBytes(bytes) == 16
            ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes), isIPv6: true)
            : new(BinaryPrimitives.ReadUInt32BigEndian(bytes) & 0xFFFFFF00, isIPv6: false);
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        if (_isIPv6) BinaryPrimitives.WriteUInt64BigEndian(bytes, _prefix);
        else BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)_prefix);
        var (address, length) = _isIPv6 ? (new IPAddress(bytes), 64) : (new IPAddress(bytes[..4]), 24);
        return string.Create(CultureInfo.InvariantCulture, $"{address}/{length}");
    }
}
