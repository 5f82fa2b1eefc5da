using System.Text;

namespace PrivateLink.Protocol.Links.Alibaba;

/// <summary>
/// Alibaba Cloud PrivateLink (Network Load Balancer, "Get real client information"): type <c>E1</c>, a subtype, then text. Subtype <c>02</c> carries
/// the link ID. Subtype <c>03</c> names the service. If that is not the listener's service, the TLV is malformed, so that endpoints of other services
/// are refused. Other subtypes, such as the VPC ID, are ignored.
/// </summary>
/// <remarks>Alibaba does not document IDs as unique across services, so a listener without a service serves none of them.</remarks>
internal sealed class AlibabaLinkFormat : LinkFormat
{
    private const int LongestText = 255;

    public override CloudProvider Cloud => CloudProvider.Alibaba;

    public override byte TlvType => AlibabaTlv.Type;

    public override bool IsUniqueEverywhere => false;

    public override string? ServiceIdExample => "epsrv-t4n1a2b3c4d5e6f7g8h9";

    public override LinkIdentity Read(ReadOnlySpan<byte> value, string? service)
    {
        if (value.IsEmpty) return LinkIdentity.Malformed;
        var text = value[1..];
        return value[0] switch
        {
            AlibabaTlv.EndpointId => LinkCharacters.AreIn(text) ? LinkIdentity.One(LinkId.OfText(CloudProvider.Alibaba, text)) : LinkIdentity.Malformed,
            AlibabaTlv.ServiceId => LinkCharacters.AreIn(text) && (service is null || Ascii.Equals(text, service)) ? LinkIdentity.Absent : LinkIdentity.Malformed,
            _ => LinkIdentity.Absent,
        };
    }

    public override bool TryParse(ReadOnlySpan<char> text, out LinkId linkId)
    {
        linkId = default;
        if (text.Length is 0 or > LongestText || text.ContainsAnyExcept(LinkCharacters.Text)) return false;
        Span<byte> bytes = stackalloc byte[text.Length];
        Encoding.ASCII.GetBytes(text, bytes);
        linkId = LinkId.OfText(CloudProvider.Alibaba, bytes);
        return true;
    }

    public override int LengthOf(LinkId linkId) => 1 + linkId.ToString().Length;

    public override void Write(LinkId linkId, Span<byte> value)
    {
        value[0] = AlibabaTlv.EndpointId;
        Encoding.ASCII.GetBytes(linkId.ToString(), value[1..]);
    }
}
