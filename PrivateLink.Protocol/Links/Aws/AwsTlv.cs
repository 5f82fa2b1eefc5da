namespace PrivateLink.Protocol.Links.Aws;

/// <summary>The TLV of AWS PrivateLink: a subtype byte and a value.</summary>
public static class AwsTlv
{
    /// <summary>The TLV type.</summary>
    public const byte Type = 0xEA;

    /// <summary>PP2_SUBTYPE_AWS_VPCE_ID: the VPC endpoint ID in ASCII.</summary>
    public const byte EndpointId = 0x01;
}
