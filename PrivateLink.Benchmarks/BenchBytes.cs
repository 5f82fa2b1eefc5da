using System.Buffers.Binary;
using System.Net;
using System.Text;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Benchmarks;

/// <summary>The first bytes of an ordinary connection.</summary>
internal static class BenchBytes
{
    private const int HelloLength = 517; // browsers pad to this length
    private const int AwsPadding = 36;

    /// <summary>A header as AWS sends it: addresses, checksum, link ID, padding.</summary>
    public static byte[] Header(LinkId link)
    {
        var buffer = new byte[ProxyProtocolParser.MaximumLength];
        var writer = ProxyProtocolWriter.Proxy(
            buffer, NetworkAddress.From(IPEndPoint.Parse("10.0.60.2:33080")), NetworkAddress.From(IPEndPoint.Parse("10.0.60.100:443")));
        writer.Crc32C();
        writer.Link(link);
        writer.Noop(AwsPadding);
        return writer.Finish() == ProxyProtocolWriteResult.Written ? buffer[..writer.Length] : throw new InvalidOperationException("The header does not fit.");
    }

    /// <summary>A ClientHello in one record (RFC 8446, section 4.1.2): SNI, ALPN, versions, padding.</summary>
    public static byte[] Hello(string host)
    {
        var name = Encoding.ASCII.GetBytes(host);
        byte[] extensions =
        [
            .. Extension(0, [.. Length16([0, .. Length16(name)])]),
            .. Extension(16, [.. Length16("\x02h2\x08http/1.1"u8.ToArray())]),
            .. Extension(43, [4, 3, 4, 3, 3]),
        ];
        var padding = HelloLength - (5 + 4 + 2 + 32 + 33 + 34 + 2 + 2) - extensions.Length - 4;
        extensions = [.. extensions, .. Extension(21, new byte[padding])];

        byte[] body = [3, 3, .. new byte[32], 32, .. new byte[32], .. Length16(new byte[32]), 1, 0, .. Length16(extensions)];
        byte[] message = [1, 0, .. Length16(body)];
        return [22, 3, 1, .. Length16(message)];
    }

    private static byte[] Extension(ushort type, byte[] body) => [(byte)(type >> 8), (byte)type, .. Length16(body)];

    private static byte[] Length16(byte[] bytes)
    {
        var prefixed = new byte[2 + bytes.Length];
        BinaryPrimitives.WriteUInt16BigEndian(prefixed, (ushort)bytes.Length);
        bytes.CopyTo(prefixed, 2);
        return prefixed;
    }
}
