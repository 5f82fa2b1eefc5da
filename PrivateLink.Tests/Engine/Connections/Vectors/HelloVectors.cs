using PrivateLink.Protocol.Tls;
using PrivateLink.Tests.Protocol.Tls;
using PrivateLink.Tests.Support;
using static PrivateLink.Tests.Engine.Connections.Vectors.Vector;
using static PrivateLink.Tests.Support.TlsBytes;

namespace PrivateLink.Tests.Engine.Connections.Vectors;

/// <summary>
/// TLS records and ClientHellos (RFC 8446, sections 4.1.2, 4.2, 5.1; RFC 5246; RFC 6066, section 3) after a header with a listed link, and without a
/// header.
/// </summary>
internal static class HelloVectors
{
    private static readonly byte[] Message = ClientHelloBuilder.For(TestPolicy.Host).Message();

    public static IEnumerable<Vector> All =>
    [
        .. ValidHellos.All.Select(hello => OfHello("hello: " + hello.Name, hello.Bytes, OutcomeOf(hello))),
        .. HostileHellos.All.Select(hello => OfHello("hostile hello: " + hello.Name, hello.Bytes, OutcomeOf(hello))),
        .. HostileHellos.All.Where(hello => hello.Error != ClientHelloError.NotTls).Select(hello =>
            new Vector($"hostile hello: {hello.Name}, without headers", [], hello.Bytes, OutcomeOf(hello), "public")),
        .. Enumerable.Range(0, 6).Select(minor => OfHello($"records of version 3.{minor}", Record(Message, version: (ushort)(0x0300 + minor)), "link_matched")),
        .. Enumerable.Range(0, 6).Select(minor =>
            OfHello($"a hello of version 3.{minor}", (ClientHelloBuilder.For(TestPolicy.Host) with { LegacyVersion = 0x0300 + minor }).ToBytes(), "link_matched")),
        .. Enumerable.Range(1, 9).Select(size => OfHello($"records of {size} bytes", RecordsOf(Message, size), "link_matched")),
        .. Enumerable.Range(1, 40).Select(at => OfHello($"a record that ends after {at} bytes", Records(Message, at), "link_matched")),
        OfHello("a record for the last byte", Records(Message, Message.Length - 1), "link_matched"),
        OfHello("another version in each record", [.. Record(Message[..3], version: 0x0301), .. Record(Message[3..60], version: 0x0303), .. Record(Message[60..], version: 0x0302)], "link_matched"),
        OfHello("early data after the hello", [.. Record(Message), .. Record([1], type: 20, version: 0x0303), .. Record(new byte[200], type: 23, version: 0x0303)], "link_matched"),
        OfHello("another handshake record after the hello", [.. Record(Message), .. Record([11, 0, 0, 0])], "link_matched"),
        OfHello("an alert after the hello", [.. Record(Message), .. Record([1, 0], type: 21)], "link_matched"),
        OfHello("nonsense after the hello", [.. Record(Message), 0xFF, 0xFF, 0xFF], "link_matched"),
        OfHello("a header after the hello", [.. Record(Message), .. Listed], "link_matched"),
        OfHello("TLS 1.0 without extensions", (ClientHelloBuilder.Bare with { LegacyVersion = 0x0301, Extensions = null }).ToBytes(), "sni_missing"),
        OfHello("an outer name and an encrypted one", ClientHelloBuilder.For("open.my-saas.io").Extension(0xFE0D, [0, .. new byte[60]]).ToBytes(), "host_open"),
        OfHello("a name behind a thousand extensions", Thousand().Name(TestPolicy.Host).ToBytes(), "link_matched"),
        OfHello("a name before a pre-shared key", ClientHelloBuilder.For(TestPolicy.Host).Extension(41, new byte[50]).ToBytes(), "link_matched"),
        OfHello("names of two types", new ClientHelloBuilder().Extension(0, Vector16(
            [.. ClientHelloBuilder.NameEntry(0, "open.my-saas.io"u8.ToArray()), .. ClientHelloBuilder.NameEntry(1, "megacorp.my-saas.io"u8.ToArray())])).ToBytes(), "host_open"),
        OfHello("an empty name of another type", new ClientHelloBuilder().Extension(0, Vector16(ClientHelloBuilder.NameEntry(1, []))).ToBytes(), "sni_missing"),
    ];

    private static ClientHelloBuilder Thousand() => Enumerable.Range(0x4000, 1000).Aggregate(ClientHelloBuilder.Bare, (hello, type) => hello.Extension(type));

    private static string OutcomeOf(ValidHello hello) => hello.ServerName switch
    {
        null => "sni_missing",
        TestPolicy.Host or "MegaCorp.my-SaaS.io." => "link_matched",
        "a" or "a.example" => "sni_unknown",
        _ => "sni_invalid",
    };

    private static string OutcomeOf(HostileHello hello) => hello.Error switch
    {
        ClientHelloError.NotTls when hello.Bytes.AsSpan().SequenceEqual(ProxyHeaderBytes.Signature) => "pp_nested: the second header was not complete",
        ClientHelloError.NotTls => FirstByteVectors.Described("hello_not_tls", hello.Bytes),
        ClientHelloError.RecordTooLarge => "hello_too_large: record over 16 KiB",
        ClientHelloError.TooLarge => "hello_too_large: over 64 KiB in all",
        _ => "hello_malformed: " + hello.Error switch
        {
            ClientHelloError.RecordMalformed => "record of another type or version",
            ClientHelloError.RecordEmpty => "empty handshake record",
            ClientHelloError.NotAHello => "the first handshake message is not a ClientHello",
            ClientHelloError.MessageBehindHello => "another handshake message after the hello in the same record",
            ClientHelloError.BodyMalformed => "fields before the extensions do not fit",
            ClientHelloError.ExtensionsMalformed => "extensions do not fill the hello",
            ClientHelloError.ExtensionRepeated => "an extension appears twice",
            ClientHelloError.ServerNameMalformed => "server_name extension malformed",
            ClientHelloError.AlpnMalformed => "ALPN extension malformed",
            ClientHelloError.VersionsMalformed => "supported_versions extension malformed",
            _ => throw new ArgumentOutOfRangeException(nameof(hello)),
        },
    };
}
