using System.Buffers.Binary;

namespace PrivateLink.Protocol.Links;

/// <summary>
/// GCP Private Service Connect (published services, "Consumer connection information"): type <c>E0</c>, no subtype, the
/// connection ID as 64 bits in network order. Older IDs exceed 2^63.
/// </summary>
internal static class GcpTlv
{
    private const int Length = 8;

    public static LinkIdentity Read(ReadOnlySpan<byte> value) =>
        value.Length == Length ? LinkIdentity.One(LinkId.Gcp(BinaryPrimitives.ReadUInt64BigEndian(value))) : LinkIdentity.Malformed;
}
