using System.Buffers.Binary;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Protocol.Links;

/// <summary>
/// Azure Private Link (Private Link service, "Getting connection information using TCP Proxy v2"): type <c>EE</c>, subtype
/// <c>01</c>, then the LinkID as 32 bits little-endian, unlike everything else in the header. Read the other way round it looks
/// like a plausible other ID.
/// </summary>
internal static class AzureTlv
{
    private const int Length = 5;

    public static LinkIdentity Read(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return LinkIdentity.Malformed;
        if (value[0] != TlvType.AzureLinkId) return LinkIdentity.Absent;
        return value.Length == Length
            ? LinkIdentity.One(LinkId.Azure(BinaryPrimitives.ReadUInt32LittleEndian(value[1..])))
            : LinkIdentity.Malformed;
    }
}
