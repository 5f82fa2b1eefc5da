namespace PrivateLink.Engine.ProxyProtocol;

/// <summary>The fixed numbers of PROXY protocol version 2 (specification, section 2.2), for whoever reads or writes it.</summary>
internal static class ProxyProtocolFormat
{
    /// <summary>Signature, version and command, family and transport, length.</summary>
    internal const int FixedLength = 16;

    /// <summary>Type and length in front of a TLV's value.</summary>
    internal const int TlvPrefixLength = 3;

    /// <summary>The whole header. The specification allows 65,551 bytes; no load balancer comes near, and memory is promised per connection.</summary>
    internal const int MaxLength = 4096;

    /// <summary>A unique ID is at most this long (section 2.2.5).</summary>
    internal const int MaxUniqueIdLength = 128;

    internal const byte CommandLocal = 0x20;
    internal const byte CommandProxy = 0x21;

    internal const byte FamilyUnspecified = 0x00;
    internal const byte FamilyTcpOverIPv4 = 0x11;
    internal const byte FamilyTcpOverIPv6 = 0x21;

    internal const byte TypeAlpn = 0x01;
    internal const byte TypeAuthority = 0x02;
    internal const byte TypeCrc32C = 0x03;
    internal const byte TypeNoOp = 0x04;
    internal const byte TypeUniqueId = 0x05;

    internal const byte TypeGcp = 0xE0;
    internal const byte TypeAws = 0xEA;
    internal const byte TypeAzure = 0xEE;
    internal const byte SubtypeAwsEndpointId = 0x01;
    internal const byte SubtypeAzureLinkId = 0x01;

    internal static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;
}
