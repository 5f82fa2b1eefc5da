namespace PrivateLink.Protocol.Links.Azure;

/// <summary>The TLV of Azure Private Link: a subtype byte and a value.</summary>
public static class AzureTlv
{
    /// <summary>The TLV type.</summary>
    public const byte Type = 0xEE;

    /// <summary>PP2_SUBTYPE_AZURE_PRIVATEENDPOINT_LINKID: the LinkID, 4 bytes little-endian.</summary>
    public const byte LinkId = 0x01;
}
