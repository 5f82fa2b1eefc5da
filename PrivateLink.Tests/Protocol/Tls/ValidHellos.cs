using PrivateLink.Tests.Support;
using static PrivateLink.Tests.Support.TlsBytes;

namespace PrivateLink.Tests.Protocol.Tls;

/// <summary>A hello that must be accepted, and its content. Lists are in the record's form, but include GREASE.</summary>
internal sealed record ValidHello(string Name, byte[] Bytes, string? ServerName, string Alpn = "", string Versions = "0304", bool Ech = false);

/// <summary>Hellos of real clients, and every form that the RFCs allow.</summary>
internal static class ValidHellos
{
    private const string Host = "megacorp.my-saas.io";
    private const int Grease = 0x0A0A;

    public static IReadOnlyList<ValidHello> All { get; } =
    [
        new("openssl s_client", Captures.OpenSsl, Host, "h2,http/1.1", "0304,0303,0302,0301"),
        new("curl", Captures.Curl, Host, "h2,http/1.1", "0304,0303,0302,0301"),
        new("Chromium", Captures.Chromium, Host, "h2,http/1.1", "dada,0304,0303", Ech: true),
        new("a name", ClientHelloBuilder.For(Host).ToBytes(), Host),
        new("no name", new ClientHelloBuilder().ToBytes(), null),
        new("no extensions at all (TLS 1.2)", (ClientHelloBuilder.Bare with { Extensions = null }).ToBytes(), null, Versions: ""),
        new("an empty extension block", ClientHelloBuilder.Bare.ToBytes(), null, Versions: ""),
        new("a name as sent, not yet a host", ClientHelloBuilder.For("MegaCorp.my-SaaS.io.").ToBytes(), "MegaCorp.my-SaaS.io."),
        new("a name that is no text", new ClientHelloBuilder().Name([0x00, 0xFF]).ToBytes(), "\u0000\u00FF"),
        new("a name of one byte", ClientHelloBuilder.For("a").ToBytes(), "a"),
        new("a name of 255 bytes", ClientHelloBuilder.For(new string('a', 255)).ToBytes(), new string('a', 255)),
        new("a name of an unknown type alone", new ClientHelloBuilder().Extension(0, Vector16(ClientHelloBuilder.NameEntry(7, [1, 2, 3]))).ToBytes(), null),
        new("a name of an unknown type before the host", new ClientHelloBuilder().Extension(0, Vector16(
            [.. ClientHelloBuilder.NameEntry(7, [1]), .. ClientHelloBuilder.NameEntry(0, "a.example"u8.ToArray())])).ToBytes(), "a.example"),
        new("one protocol", ClientHelloBuilder.For(Host).Alpn("h2").ToBytes(), Host, "h2"),
        new("GREASE everywhere", ClientHelloBuilder.Bare.Extension(Grease).Name(Host).Extension(43, Vector8(0x7A, 0x7A, 3, 4)).Extension(0xBABA, 0).ToBytes(),
            Host, Versions: "7a7a,0304"),
        new("a post-quantum key share", ClientHelloBuilder.For(Host).KeyShare(0x11EC, 1216).ToBytes(), Host),
        new("key share before the name", new ClientHelloBuilder().KeyShare(0x11EC, 1216).Name(Host).ToBytes(), Host),
        new("encrypted_client_hello", ClientHelloBuilder.For(Host).Extension(0xFE0D, new byte[100]).ToBytes(), Host, Ech: true),
        new("no session ID", (ClientHelloBuilder.For(Host) with { SessionId = [] }).ToBytes(), Host),
        new("several compression methods", (ClientHelloBuilder.For(Host) with { CompressionMethods = [1, 0] }).ToBytes(), Host),
        new("one cipher suite", (ClientHelloBuilder.For(Host) with { CipherSuites = [0x00, 0x2F] }).ToBytes(), Host),
        new("TLS 1.0", (ClientHelloBuilder.Bare.Name(Host) with { LegacyVersion = 0x0301 }).ToBytes(), Host, Versions: ""),
        new("record version 0300", Record(ClientHelloBuilder.For(Host).Message(), version: 0x0300), Host),
        new("record version 0303", Record(ClientHelloBuilder.For(Host).Message(), version: 0x0303), Host),
        new("the message header alone in the first record", Records(ClientHelloBuilder.For(Host).Message(), 4), Host),
        new("the message header over four records", Records(ClientHelloBuilder.For(Host).Message(), 1, 1, 1, 1), Host),
        new("a record for every byte", RecordsOf(ClientHelloBuilder.For(Host).Message(), 1), Host),
        new("Chromium's in records of 7 bytes", RecordsOf(Captures.Chromium[5..], 7), Host, "h2,http/1.1", "dada,0304,0303", Ech: true),
        new("the name cut in two by records", Cut(ClientHelloBuilder.For(Host).Message(), "megacorp.my"u8), Host),
        new("a record of 16,384 bytes", ClientHelloBuilder.For(Host).PaddedTo(1 << 14).ToBytes(), Host),
        new("64 KiB", ClientHelloBuilder.For(Host).PaddedTo(1 << 16).ToBytes(), Host),
    ];

    public static ValidHello Named(string name) => All.Single(hello => hello.Name == name);

    private static byte[] Cut(byte[] message, ReadOnlySpan<byte> behind) => Records(message, message.AsSpan().IndexOf(behind) + behind.Length);
}
