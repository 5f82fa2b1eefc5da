namespace PrivateLink.Protocol.Links.Gcp;

/// <summary>The TLV of GCP Private Service Connect: 8 bytes, the connection ID big-endian.</summary>
public static class GcpTlv
{
    /// <summary>The TLV type.</summary>
    public const byte Type = 0xE0;
}
