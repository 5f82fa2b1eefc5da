namespace PrivateLink.Protocol.Links;

/// <summary>The clouds whose private links carry a link ID in a PROXY protocol v2 TLV. Values are persisted; never renumber.</summary>
public enum CloudProvider
{
    /// <summary>AWS PrivateLink: TLV <c>0xEA</c>, subtype <c>0x01</c>, ASCII VPC endpoint ID.</summary>
    Aws = 1,

    /// <summary>Azure Private Link: TLV <c>0xEE</c>, subtype <c>0x01</c>, 32-bit little-endian LinkID.</summary>
    Azure = 2,

    /// <summary>GCP Private Service Connect: TLV <c>0xE0</c>, 64-bit big-endian connection ID.</summary>
    Gcp = 3,

    /// <summary>Alibaba Cloud PrivateLink: TLV <c>0xE1</c>, subtype <c>0x02</c>, ASCII endpoint ID.</summary>
    Alibaba = 4,
}
