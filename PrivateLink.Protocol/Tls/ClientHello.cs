namespace PrivateLink.Protocol.Tls;

/// <summary>The parts of a ClientHello that matter here. Borrows the parsed buffer, or holds a copy if the hello came in several records.</summary>
public ref struct ClientHello
{
    /// <summary>The version field of the hello itself (RFC 8446, section 4.1.2): 0x0303 from every modern client.</summary>
    public ushort LegacyVersion { get; internal set; }

    /// <summary>Whether the server_name extension holds a host name.</summary>
    public bool HasServerName { get; internal set; }

    /// <summary>The host name as sent (RFC 6066, section 3); not necessarily text.</summary>
    public ReadOnlySpan<byte> ServerName { get; internal set; }

    /// <summary>The protocol name list of the ALPN extension (RFC 7301, section 3.1), each name preceded by its length. Validated.</summary>
    public ReadOnlySpan<byte> AlpnProtocols { get; internal set; }

    /// <summary>The version list of the supported_versions extension (RFC 8446, section 4.2.1), two bytes each. Validated.</summary>
    public ReadOnlySpan<byte> SupportedVersions { get; internal set; }

    /// <summary>Whether there is an encrypted_client_hello extension (RFC 9849). Recorded but never interpreted, because most are GREASE.</summary>
    public bool EchOffered { get; internal set; }

    /// <summary>The length of the records that held the hello. The client's next record follows.</summary>
    public int Length { get; internal set; }
}
