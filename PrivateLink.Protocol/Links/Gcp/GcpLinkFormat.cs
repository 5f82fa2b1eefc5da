using System.Buffers.Binary;
using System.Globalization;

namespace PrivateLink.Protocol.Links.Gcp;

/// <summary>
/// GCP Private Service Connect (published services, "Consumer connection information"): type <c>E0</c>, no subtype, the
/// connection ID as 64 bits in network order. Older IDs exceed 2^63.
/// </summary>
internal sealed class GcpLinkFormat : LinkFormat
{
    public override CloudProvider Cloud => CloudProvider.Gcp;

    public override byte TlvType => GcpTlv.Type;

    public override bool IsUniqueEverywhere => false;

    public override LinkIdentity Read(ReadOnlySpan<byte> value, string? service) =>
        value.Length == sizeof(ulong) ? LinkIdentity.One(LinkId.Gcp(BinaryPrimitives.ReadUInt64BigEndian(value))) : LinkIdentity.Malformed;

    public override bool TryParse(ReadOnlySpan<char> text, out LinkId linkId)
    {
        linkId = default;
        if (!CanonicalNumber.Is(text) || !ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        linkId = LinkId.Gcp(number);
        return true;
    }

    public override int LengthOf(LinkId linkId) => sizeof(ulong);

    public override void Write(LinkId linkId, Span<byte> value) => BinaryPrimitives.WriteUInt64BigEndian(value, linkId.Number);
}
