using System.Buffers.Binary;
using System.Globalization;

namespace PrivateLink.Protocol.Links.Azure;

/// <summary>
/// Azure Private Link (Private Link service, "Getting connection information using TCP Proxy v2"): type <c>EE</c>, subtype <c>01</c>, then the LinkID
/// as 32 bits little-endian. Everything else in the header is big-endian. Read in the wrong byte order, the bytes still look like a valid ID.
/// </summary>
internal sealed class AzureLinkFormat : LinkFormat
{
    private const int Length = 1 + sizeof(uint);

    public override CloudProvider Cloud => CloudProvider.Azure;

    public override byte TlvType => AzureTlv.Type;

    public override bool IsUniqueEverywhere => false;

    public override LinkIdentity Read(ReadOnlySpan<byte> value, string? service)
    {
        if (value.IsEmpty) return LinkIdentity.Malformed;
        if (value[0] != AzureTlv.LinkId) return LinkIdentity.Absent;
        return value.Length == Length ? LinkIdentity.One(LinkId.Azure(BinaryPrimitives.ReadUInt32LittleEndian(value[1..]))) : LinkIdentity.Malformed;
    }

    public override bool TryParse(ReadOnlySpan<char> text, out LinkId linkId)
    {
        linkId = default;
        if (!CanonicalNumber.Is(text) || !uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        linkId = LinkId.Azure(number);
        return true;
    }

    public override int LengthOf(LinkId linkId) => Length;

    public override void Write(LinkId linkId, Span<byte> value)
    {
        value[0] = AzureTlv.LinkId;
        BinaryPrimitives.WriteUInt32LittleEndian(value[1..], (uint)linkId.Number);
    }
}
