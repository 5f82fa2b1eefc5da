namespace PrivateLink.Protocol.Tls;

/// <summary>What a ClientHello says, as far as it matters here. Borrows the parsed buffer, or a copy of its own when the hello came in several records.</summary>
public ref struct ClientHello
{
    /// <summary>The version field of the hello itself (RFC 8446, section 4.1.2): 0x0303 in every modern client.</summary>
    public ushort LegacyVersion { get; internal set; }

    /// <summary>Whether there is a host name in a server_name extension.</summary>
    public bool HasServerName { get; internal set; }

    /// <summary>The host name as sent (RFC 6066, section 3); not necessarily text.</summary>
    public ReadOnlySpan<byte> ServerName { get; internal set; }

    /// <summary>The protocol name list of the ALPN extension (RFC 7301, section 3.1), each name with its length before it; checked.</summary>
    public ReadOnlySpan<byte> AlpnProtocols { get; internal set; }

    /// <summary>The version list of the supported_versions extension (RFC 8446, section 4.2.1), two bytes each; checked.</summary>
    public ReadOnlySpan<byte> SupportedVersions { get; internal set; }

    /// <summary>Whether there is an encrypted_client_hello extension (RFC 9849). Noted, never interpreted: most are GREASE.</summary>
    public bool EchOffered { get; internal set; }

    /// <summary>The bytes of the records that held the hello. Whatever follows is the client's next record.</summary>
    public int Length { get; internal set; }
}
