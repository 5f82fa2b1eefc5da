using System.Text;

namespace PrivateLink.Protocol.Links.Aws;

/// <summary>
/// AWS PrivateLink (Elastic Load Balancing, Network Load Balancer target groups, "Proxy protocol"): type <c>EA</c>, subtype <c>01</c>, then the VPC
/// endpoint ID in ASCII without a terminator. Other subtypes are ignored.
/// </summary>
internal sealed class AwsLinkFormat : LinkFormat
{
    private const int LongestText = 255;

    public override CloudProvider Cloud => CloudProvider.Aws;

    public override byte TlvType => AwsTlv.Type;

    public override bool IsUniqueEverywhere => true;

    public override LinkIdentity Read(ReadOnlySpan<byte> value, string? service)
    {
        if (value.IsEmpty) return LinkIdentity.Malformed;
        if (value[0] != AwsTlv.EndpointId) return LinkIdentity.Absent;
        var text = value[1..];
        return LinkCharacters.AreIn(text) ? LinkIdentity.One(LinkId.Aws(text)) : LinkIdentity.Malformed;
    }

    public override bool TryParse(ReadOnlySpan<char> text, out LinkId linkId)
    {
        linkId = default;
        if (text.Length is 0 or > LongestText || text.ContainsAnyExcept(LinkCharacters.Text)) return false;
        Span<byte> bytes = stackalloc byte[text.Length];
        Encoding.ASCII.GetBytes(text, bytes);
        linkId = LinkId.Aws(bytes);
        return true;
    }

    public override int LengthOf(LinkId linkId) => 1 + linkId.ToString().Length;

    public override void Write(LinkId linkId, Span<byte> value)
    {
        value[0] = AwsTlv.EndpointId;
        Encoding.ASCII.GetBytes(linkId.ToString(), value[1..]);
    }
}
