using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Protocol.Links;

/// <summary>
/// AWS PrivateLink (Elastic Load Balancing, Network Load Balancer target groups, "Proxy protocol"): type <c>EA</c>, subtype
/// <c>01</c>, then the VPC endpoint ID in ASCII without a terminator. Other subtypes are none of our business.
/// </summary>
internal static class AwsTlv
{
    public static LinkIdentity Read(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty) return LinkIdentity.Malformed;
        if (value[0] != TlvType.AwsEndpointId) return LinkIdentity.Absent;

        // Anything else than the documented characters must not travel on as text: not into a log line, not into a comparison.
        var text = value[1..];
        return text.IsEmpty || text.ContainsAnyExcept(AwsCharacters.Wire) ? LinkIdentity.Malformed : LinkIdentity.One(LinkId.Aws(text));
    }
}
