using System.Text;
using static PrivateLink.Tests.Support.TlsBytes;

namespace PrivateLink.Tests.Support;

/// <summary>A ClientHello (RFC 8446, section 4.1.2) in which every field can be set. By default it is a valid TLS 1.3 hello without a name.</summary>
internal sealed record ClientHelloBuilder
{
    public int LegacyVersion { get; init; } = 0x0303;

    public byte[] Random { get; init; } = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public byte[] SessionId { get; init; } = new byte[32];

    public byte[] CipherSuites { get; init; } = [0x13, 0x01, 0x13, 0x02];

    public byte[] CompressionMethods { get; init; } = [0];

    /// <summary>The extension block without its length field; null also omits the length field, as TLS 1.2 allows.</summary>
    public byte[]? Extensions { get; init; } =
    [
        .. ExtensionBytes(10, Vector16(0x00, 0x1D)), .. ExtensionBytes(13, Vector16(0x04, 0x03)), .. ExtensionBytes(43, Vector8(0x03, 0x04)),
    ];

    /// <summary>A valid hello for a host.</summary>
    public static ClientHelloBuilder For(string host) => new ClientHelloBuilder().Name(host);

    /// <summary>A hello without extensions, so that a test adds exactly those it needs.</summary>
    public static ClientHelloBuilder Bare => new() { Extensions = [] };

    public ClientHelloBuilder Name(string host) => Name(Encoding.Latin1.GetBytes(host));

    /// <summary>A server_name extension with one host name (RFC 6066, section 3).</summary>
    public ClientHelloBuilder Name(byte[] host) => Extension(0, Vector16(NameEntry(0, host)));

    /// <summary>An entry of the server name list.</summary>
    public static byte[] NameEntry(byte type, byte[] name) => [type, .. Vector16(name)];

    /// <summary>An ALPN extension (RFC 7301, section 3.1).</summary>
    public ClientHelloBuilder Alpn(params string[] protocols) =>
        Extension(16, Vector16([.. protocols.SelectMany(protocol => Vector8(Encoding.ASCII.GetBytes(protocol)))]));

    /// <summary>A key_share extension with one share; X25519MLKEM768 takes 1216 bytes.</summary>
    public ClientHelloBuilder KeyShare(int group, int length) => Extension(51, Vector16([.. UInt16(group), .. Vector16(new byte[length])]));

    public ClientHelloBuilder Extension(int type, params byte[] body) => this with { Extensions = [.. Extensions!, .. ExtensionBytes(type, body)] };

    /// <summary>A padding extension (RFC 7685) that pads the whole message to a length.</summary>
    public ClientHelloBuilder PaddedTo(int messageLength) => Extension(21, new byte[messageLength - Message().Length - 4]);

    public static byte[] ExtensionBytes(int type, params byte[] body) => [.. UInt16(type), .. Vector16(body)];

    public byte[] Body() =>
    [
        .. UInt16(LegacyVersion), .. Random, .. Vector8(SessionId), .. Vector16(CipherSuites), .. Vector8(CompressionMethods),
        .. Extensions is null ? [] : Vector16(Extensions),
    ];

    public byte[] Message() => TlsBytes.Message(Body());

    /// <summary>The hello in one record, or in as many full records as needed.</summary>
    public byte[] ToBytes() => RecordsOf(Message(), 1 << 14);
}
