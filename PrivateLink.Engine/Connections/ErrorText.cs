using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.Engine.Connections;

/// <summary>The broken rule in words, for the record's detail and the portal's decoder.</summary>
public static class ErrorText
{
    /// <summary>The broken rule of the PROXY protocol; null if the reason already says it.</summary>
    public static string? Of(ProxyProtocolError error) => error switch
    {
        ProxyProtocolError.UnknownVersion => "unknown version",
        ProxyProtocolError.UnknownCommand => "unknown command",
        ProxyProtocolError.UnknownFamily => "unknown address family",
        ProxyProtocolError.UnknownTransport => "unknown transport",
        ProxyProtocolError.AddressesCutShort => "too short for its addresses",
        ProxyProtocolError.TlvsDoNotFit => "TLVs do not fill the header",
        ProxyProtocolError.ChecksumMalformed => "checksum TLV malformed or repeated",
        _ => null,
    };

    /// <summary>The broken rule of TLS; null if the reason already says it.</summary>
    public static string? Of(ClientHelloError error) => error switch
    {
        ClientHelloError.RecordMalformed => "record of another type or version",
        ClientHelloError.RecordEmpty => "empty handshake record",
        ClientHelloError.RecordTooLarge => "record over 16 KiB",
        ClientHelloError.NotAHello => "the first handshake message is not a ClientHello",
        ClientHelloError.TooLarge => "over 64 KiB in all",
        ClientHelloError.MessageBehindHello => "another handshake message after the hello in the same record",
        ClientHelloError.BodyMalformed => "fields before the extensions do not fit",
        ClientHelloError.ExtensionsMalformed => "extensions do not fill the hello",
        ClientHelloError.ExtensionRepeated => "an extension appears twice",
        ClientHelloError.ServerNameMalformed => "server_name extension malformed",
        ClientHelloError.AlpnMalformed => "ALPN extension malformed",
        ClientHelloError.VersionsMalformed => "supported_versions extension malformed",
        _ => null,
    };
}
