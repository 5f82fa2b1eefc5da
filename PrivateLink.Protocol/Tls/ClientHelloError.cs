namespace PrivateLink.Protocol.Tls;

/// <summary>Which rule a ClientHello breaks.</summary>
public enum ClientHelloError
{
    /// <summary>None.</summary>
    None,

    /// <summary>The first byte is not that of a TLS handshake record.</summary>
    NotTls,

    /// <summary>A record with an unknown TLS version, or a record of another type in the middle of the hello.</summary>
    RecordMalformed,

    /// <summary>An empty handshake record (RFC 8446, section 5.1 forbids them).</summary>
    RecordEmpty,

    /// <summary>A record that announces more than 2^14 bytes.</summary>
    RecordTooLarge,

    /// <summary>The first handshake message is not a ClientHello.</summary>
    NotAHello,

    /// <summary>The hello is larger than <see cref="ClientHelloParser.MaximumLength"/>.</summary>
    TooLarge,

    /// <summary>The record that ends the hello also holds another handshake message.</summary>
    MessageBehindHello,

    /// <summary>The fields before the extensions have invalid lengths or values.</summary>
    BodyMalformed,

    /// <summary>The extensions do not fill the hello exactly.</summary>
    ExtensionsMalformed,

    /// <summary>An extension appears twice.</summary>
    ExtensionRepeated,

    /// <summary>The server_name extension is malformed, empty, or names two hosts.</summary>
    ServerNameMalformed,

    /// <summary>The ALPN extension is malformed.</summary>
    AlpnMalformed,

    /// <summary>The supported_versions extension is malformed.</summary>
    VersionsMalformed,
}
