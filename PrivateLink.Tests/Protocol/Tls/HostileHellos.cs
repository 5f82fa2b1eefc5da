using PrivateLink.Protocol.Tls;
using PrivateLink.Tests.Support;
using static PrivateLink.Tests.Support.ClientHelloBuilder;
using static PrivateLink.Tests.Support.TlsBytes;

namespace PrivateLink.Tests.Protocol.Tls;

/// <summary>Bytes that must be refused, and the rule they break.</summary>
internal sealed record HostileHello(string Name, byte[] Bytes, ClientHelloError Error);

/// <summary>Other protocols, broken clients, and what has bypassed or crashed other proxies.</summary>
internal static class HostileHellos
{
    private static readonly byte[] Sound = For("megacorp.my-saas.io").Message();
    private static readonly byte[] Name = NameEntry(0, "a.example"u8.ToArray());

    public static IReadOnlyList<HostileHello> All { get; } =
    [
        // Other protocols
        new("HTTP", "GET / HTTP/1.1\r\n"u8.ToArray(), ClientHelloError.NotTls),
        new("SSH", "SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray(), ClientHelloError.NotTls),
        new("PostgreSQL SSLRequest", Hex.Bytes("00000008 04d2162f"), ClientHelloError.NotTls),
        new("SMTP", "EHLO client\r\n"u8.ToArray(), ClientHelloError.NotTls),
        new("RDP", Hex.Bytes("0300002c 27e00000"), ClientHelloError.NotTls),
        new("SSLv2 hello", Hex.Bytes("802e 01 0002 0015 0000 0010"), ClientHelloError.NotTls),
        new("SSLv2 hello that offers TLS", Hex.Bytes("802e 01 0301 0015 0000 0010"), ClientHelloError.NotTls),
        new("SSLv2 hello of 0x0016 bytes", Hex.Bytes("0016 01 0301"), ClientHelloError.NotTls),
        new("PROXY header", ProxyHeaderBytes.Signature, ClientHelloError.NotTls),
        new("TLS alert", Record([2, 40], type: 21), ClientHelloError.NotTls),
        new("TLS application data", Record([0], type: 23), ClientHelloError.NotTls),
        new("TLS ChangeCipherSpec", Record([1], type: 20), ClientHelloError.NotTls),

        // Records
        new("record version 2.0", Record(Sound, version: 0x0200), ClientHelloError.RecordMalformed),
        new("record version 4.0", Record(Sound, version: 0x0400), ClientHelloError.RecordMalformed),
        new("DTLS", Record(Sound, version: 0xFEFD), ClientHelloError.RecordMalformed),
        new("an empty record", Record([]), ClientHelloError.RecordEmpty),
        new("an empty record before the hello", [.. Record([]), .. Record(Sound)], ClientHelloError.RecordEmpty),
        new("an empty record inside the hello", [.. Record(Sound[..9]), .. Record([]), .. Record(Sound[9..])], ClientHelloError.RecordEmpty),
        new("a record of 16,385 bytes", Record([], length: 16_385), ClientHelloError.RecordTooLarge),
        new("a record of 65,535 bytes (once buffered by Traefik)", Record([], length: 65_535), ClientHelloError.RecordTooLarge),
        new("a second record of 16,385 bytes", [.. Record(Sound[..9]), .. Record([], length: 16_385)], ClientHelloError.RecordTooLarge),
        new("another version in the second record", [.. Record(Sound[..9]), .. Record(Sound[9..], version: 0x0203)], ClientHelloError.RecordMalformed),
        new("an alert inside the hello", [.. Record(Sound[..9]), .. Record([1, 0], type: 21)], ClientHelloError.RecordMalformed),
        new("a ChangeCipherSpec inside the hello", [.. Record(Sound[..9]), .. Record([1], type: 20)], ClientHelloError.RecordMalformed),
        new("application data inside the hello", [.. Record(Sound[..9]), .. Record(Sound[9..], type: 23)], ClientHelloError.RecordMalformed),
        new("SSH inside the hello", [.. Record(Sound[..9]), .. "SSH-2.0"u8], ClientHelloError.RecordMalformed),

        // The message
        new("a ServerHello", Record(Message(new ClientHelloBuilder().Body(), type: 2)), ClientHelloError.NotAHello),
        new("a HelloRequest", Record(Message([], type: 0)), ClientHelloError.NotAHello),
        new("a Finished", Record(Message(new byte[12], type: 20)), ClientHelloError.NotAHello),
        new("a hello of 64 KiB and one byte", For("a.example").PaddedTo((1 << 16) + 1).ToBytes(), ClientHelloError.TooLarge),
        new("a hello of 16 MiB", Record(Message([3, 3], length: 0xFF_FFFF)), ClientHelloError.TooLarge),
        new("a hello that announces 64 KiB and one byte", Record(Message([3, 3], length: (1 << 16) + 1 - 4)), ClientHelloError.TooLarge),
        new("a byte after the hello", Record([.. Sound, 0x00]), ClientHelloError.MessageBehindHello),
        new("a second hello in the same record", Record([.. Sound, .. For("other.example").Message()]), ClientHelloError.MessageBehindHello),
        new("a message after the hello in its last record", Records([.. Sound, 1, 0, 0, 0], 9), ClientHelloError.MessageBehindHello),
        new("a length one less than the hello", Record(Message(For("a.example").Body(), length: For("a.example").Body().Length - 1)),
            ClientHelloError.MessageBehindHello),
        new("a length of nothing", Record(Message(For("a.example").Body(), length: 0)), ClientHelloError.MessageBehindHello),

        // The fields before the extensions
        new("no body", Record(Message([])), ClientHelloError.BodyMalformed),
        new("half a version", Record(Message([3])), ClientHelloError.BodyMalformed),
        new("version 2.0", (For("a.example") with { LegacyVersion = 0x0200 }).ToBytes(), ClientHelloError.BodyMalformed),
        new("version 4.0", (For("a.example") with { LegacyVersion = 0x0400 }).ToBytes(), ClientHelloError.BodyMalformed),
        new("a random of 31 bytes and nothing more", Record(Message([3, 3, .. new byte[31]])), ClientHelloError.BodyMalformed),
        new("a session ID of 33 bytes", (For("a.example") with { SessionId = new byte[33] }).ToBytes(), ClientHelloError.BodyMalformed),
        new("a session ID beyond the hello", Record(Message([3, 3, .. new byte[32], 32, 1, 2, 3])), ClientHelloError.BodyMalformed),
        new("no session ID length", Record(Message([3, 3, .. new byte[32]])), ClientHelloError.BodyMalformed),
        new("no cipher suites", (For("a.example") with { CipherSuites = [] }).ToBytes(), ClientHelloError.BodyMalformed),
        new("half a cipher suite", (For("a.example") with { CipherSuites = [0x13] }).ToBytes(), ClientHelloError.BodyMalformed),
        new("one cipher suite and a half", (For("a.example") with { CipherSuites = [0x13, 1, 0x13] }).ToBytes(), ClientHelloError.BodyMalformed),
        new("cipher suites beyond the hello", Record(Message([3, 3, .. new byte[32], 0, 0xFF, 0xFE, 0x13, 1])), ClientHelloError.BodyMalformed),
        new("no compression methods", (For("a.example") with { CompressionMethods = [] }).ToBytes(), ClientHelloError.BodyMalformed),
        new("no compression length", Record(Message([3, 3, .. new byte[32], 0, 0, 2, 0x13, 1])), ClientHelloError.BodyMalformed),

        // The extension block
        new("half an extension length", Record(Message([.. (Bare with { Extensions = null }).Body(), 0])), ClientHelloError.ExtensionsMalformed),
        new("a byte behind the extensions", Record(Message([.. For("a.example").Body(), 0])), ClientHelloError.ExtensionsMalformed),
        new("extensions one byte longer than the hello", Record(Message([.. (Bare with { Extensions = null }).Body(), 0, 5, 0, 0, 0, 0])),
            ClientHelloError.ExtensionsMalformed),
        new("half an extension type", (Bare with { Extensions = [0] }).ToBytes(), ClientHelloError.ExtensionsMalformed),
        new("an extension without a length", (Bare with { Extensions = [0, 23] }).ToBytes(), ClientHelloError.ExtensionsMalformed),
        new("an extension beyond the block", (Bare with { Extensions = [0, 23, 0, 1] }).ToBytes(), ClientHelloError.ExtensionsMalformed),
        new("a server name that reaches beyond the block", (Bare with { Extensions = [0, 0, 0xFF, 0xFF, .. Vector16(Name)] }).ToBytes(),
            ClientHelloError.ExtensionsMalformed),
        new("two server_name extensions", For("a.example").Name("b.example").ToBytes(), ClientHelloError.ExtensionRepeated),
        new("the same name in two extensions", For("a.example").Name("a.example").ToBytes(), ClientHelloError.ExtensionRepeated),
        new("two ALPN extensions", For("a.example").Alpn("h2").Alpn("h2").ToBytes(), ClientHelloError.ExtensionRepeated),
        new("an unknown extension twice", For("a.example").Extension(0x7777).Extension(0x7777).ToBytes(), ClientHelloError.ExtensionRepeated),
        new("a GREASE extension twice", For("a.example").Extension(0x1A1A).Extension(0x1A1A, 0).ToBytes(), ClientHelloError.ExtensionRepeated),
        new("extension 65535 twice", For("a.example").Extension(0xFFFF).Extension(0xFFFF).ToBytes(), ClientHelloError.ExtensionRepeated),

        // server_name
        new("an empty server_name", Bare.Extension(0).ToBytes(), ClientHelloError.ServerNameMalformed),
        new("an empty name list", Bare.Extension(0, Vector16()).ToBytes(), ClientHelloError.ServerNameMalformed),
        new("half a list length", Bare.Extension(0, 0).ToBytes(), ClientHelloError.ServerNameMalformed),
        new("a name list one byte too long", Bare.Extension(0, [.. UInt16(Name.Length + 1), .. Name]).ToBytes(), ClientHelloError.ServerNameMalformed),
        new("a name list one byte too short", Bare.Extension(0, [.. UInt16(Name.Length - 1), .. Name]).ToBytes(), ClientHelloError.ServerNameMalformed),
        new("a byte behind the name list", Bare.Extension(0, [.. Vector16(Name), 0]).ToBytes(), ClientHelloError.ServerNameMalformed),
        new("a name beyond its list (HAProxy, 2013 to 2026)", Bare.Extension(0, Vector16(0, 0xFF, 0xFF, 0x61)).ToBytes(), ClientHelloError.ServerNameMalformed),
        new("an empty name", new ClientHelloBuilder().Name("").ToBytes(), ClientHelloError.ServerNameMalformed),
        new("a name type alone", Bare.Extension(0, Vector16(0)).ToBytes(), ClientHelloError.ServerNameMalformed),
        new("two host names", Bare.Extension(0, Vector16([.. Name, .. NameEntry(0, "b.example"u8.ToArray())])).ToBytes(), ClientHelloError.ServerNameMalformed),
        new("two names of an unknown type", Bare.Extension(0, Vector16([.. NameEntry(7, [1]), .. Name, .. NameEntry(7, [2])])).ToBytes(), ClientHelloError.ServerNameMalformed),
        new("half an entry behind the name", Bare.Extension(0, Vector16([.. Name, 0, 0])).ToBytes(), ClientHelloError.ServerNameMalformed),

        // ALPN and versions
        new("an empty ALPN", For("a.example").Extension(16).ToBytes(), ClientHelloError.AlpnMalformed),
        new("an empty protocol list", For("a.example").Extension(16, Vector16()).ToBytes(), ClientHelloError.AlpnMalformed),
        new("an empty protocol", For("a.example").Alpn("h2", "").ToBytes(), ClientHelloError.AlpnMalformed),
        new("a protocol beyond its list", For("a.example").Extension(16, Vector16(9, 0x68, 0x32)).ToBytes(), ClientHelloError.AlpnMalformed),
        new("a byte behind the protocol list", For("a.example").Extension(16, [.. Vector16(Vector8(0x68, 0x32)), 0]).ToBytes(), ClientHelloError.AlpnMalformed),
        new("empty supported_versions", Bare.Extension(43).ToBytes(), ClientHelloError.VersionsMalformed),
        new("an empty version list", Bare.Extension(43, Vector8()).ToBytes(), ClientHelloError.VersionsMalformed),
        new("half a version in the list", Bare.Extension(43, Vector8(3, 4, 3)).ToBytes(), ClientHelloError.VersionsMalformed),
        new("a version list beyond its extension", Bare.Extension(43, 4, 3, 4).ToBytes(), ClientHelloError.VersionsMalformed),
        new("a byte behind the version list", Bare.Extension(43, [.. Vector8(3, 4), 0]).ToBytes(), ClientHelloError.VersionsMalformed),
    ];

    public static HostileHello Named(string name) => All.Single(hello => hello.Name == name);
}
