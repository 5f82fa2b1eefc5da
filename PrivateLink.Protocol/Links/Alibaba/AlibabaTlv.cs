namespace PrivateLink.Protocol.Links.Alibaba;

/// <summary>
/// The TLV of Alibaba Cloud PrivateLink: a subtype byte and text. A header carries one for each subtype that is enabled on Alibaba's listener.
/// </summary>
public static class AlibabaTlv
{
    /// <summary>The TLV type.</summary>
    public const byte Type = 0xE1;

    /// <summary>The ID of the client's VPC (<c>Ppv2VpcIdEnabled</c>).</summary>
    public const byte VpcId = 0x01;

    /// <summary>The endpoint ID, <c>ep-…</c> (<c>Ppv2PrivateLinkEpIdEnabled</c>).</summary>
    public const byte EndpointId = 0x02;

    /// <summary>The endpoint service ID, <c>epsrv-…</c> (<c>Ppv2PrivateLinkEpsIdEnabled</c>).</summary>
    public const byte ServiceId = 0x03;
}
