namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>The TLV types of the PROXY protocol specification, section 2.2.</summary>
public static class TlvType
{
    /// <summary>PP2_TYPE_ALPN (2.2.1): the application protocol.</summary>
    public const byte Alpn = 0x01;

    /// <summary>PP2_TYPE_AUTHORITY (2.2.2): the host name the client asked for.</summary>
    public const byte Authority = 0x02;

    /// <summary>PP2_TYPE_CRC32C (2.2.3): the checksum of the whole header.</summary>
    public const byte Crc32C = 0x03;

    /// <summary>PP2_TYPE_NOOP (2.2.4): padding.</summary>
    public const byte Noop = 0x04;

    /// <summary>PP2_TYPE_UNIQUE_ID (2.2.5): up to 128 opaque bytes.</summary>
    public const byte UniqueId = 0x05;
}
