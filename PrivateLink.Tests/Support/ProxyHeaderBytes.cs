using System.Buffers.Binary;

namespace PrivateLink.Tests.Support;

/// <summary>
/// PROXY version 2 headers built only from the specification, so that the product's parser and writer cannot hide each other's mistakes. Every field
/// can be wrong.
/// </summary>
internal static class ProxyHeaderBytes
{
    public const byte Local = 0x20;
    public const byte Proxy = 0x21;

    public const byte Unspecified = 0x00;
    public const byte TcpOverIPv4 = 0x11;
    public const byte TcpOverIPv6 = 0x21;
    public const byte UnixStream = 0x31;

    public static readonly byte[] Signature = Hex.Bytes("0d0a0d0a 000d0a51 5549540a");

    /// <summary>192.0.2.1:1000 to 198.51.100.2:443.</summary>
    public static readonly byte[] IPv4Addresses = Hex.Bytes("c0000201 c6336402 03e8 01bb");

    /// <summary>[2001:db8::1]:1000 to [2001:db8::2]:443.</summary>
    public static readonly byte[] IPv6Addresses = Hex.Bytes("20010db8000000000000000000000001 20010db8000000000000000000000002 03e8 01bb");

    public static readonly byte[] UnixAddresses = new byte[216];

    /// <summary>A PROXY header over TCP and IPv4.</summary>
    public static byte[] IPv4(params byte[][] tlvs) => Of(Proxy, TcpOverIPv4, IPv4Addresses, tlvs);

    /// <summary>The same header from the client 192.0.2.<paramref name="client"/>.</summary>
    public static byte[] From(byte client, params byte[][] tlvs)
    {
        byte[] addresses = [.. IPv4Addresses];
        addresses[3] = client;
        return Of(Proxy, TcpOverIPv4, addresses, tlvs);
    }

    /// <summary>A header with the correct length.</summary>
    public static byte[] Of(byte versionAndCommand, byte familyAndTransport, byte[] addresses, params byte[][] tlvs)
    {
        byte[] body = [.. addresses, .. tlvs.SelectMany(tlv => tlv)];
        return WithLength(versionAndCommand, familyAndTransport, body.Length, body);
    }

    /// <summary>A header that announces any given length.</summary>
    public static byte[] WithLength(byte versionAndCommand, byte familyAndTransport, int length, params byte[] body) =>
        [.. Signature, versionAndCommand, familyAndTransport, (byte)(length >> 8), (byte)length, .. body];

    public static byte[] Tlv(byte type, params byte[] value) => TlvWithLength(type, value.Length, value);

    public static byte[] TlvWithLength(byte type, int length, params byte[] value) => [type, (byte)(length >> 8), (byte)length, .. value];

    /// <summary>Room for a checksum that <see cref="Sealed"/> fills in.</summary>
    public static byte[] EmptyChecksum => Tlv(0x03, 0, 0, 0, 0);

    /// <summary>Puts the CRC32C of the header into its empty checksum TLV.</summary>
    public static byte[] Sealed(byte[] header)
    {
        var offset = header.AsSpan().IndexOf(EmptyChecksum) + 3;
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(offset), Crc32C(header));
        return header;
    }

    public static byte[] AuthorityTlv(string host) => Tlv(0x02, System.Text.Encoding.ASCII.GetBytes(host));

    public static byte[] AwsTlv(string endpointId) => Tlv(0xEA, [0x01, .. System.Text.Encoding.ASCII.GetBytes(endpointId)]);

    public static byte[] AzureTlv(uint linkId) => Tlv(0xEE, 0x01, (byte)linkId, (byte)(linkId >> 8), (byte)(linkId >> 16), (byte)(linkId >> 24));

    public static byte[] GcpTlv(ulong connectionId)
    {
        var value = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(value, connectionId);
        return Tlv(0xE0, value);
    }

    public static byte[] AlibabaTlv(byte subtype, string text) => Tlv(0xE1, [subtype, .. System.Text.Encoding.ASCII.GetBytes(text)]);

    /// <summary>Castagnoli, reflected, bit by bit (RFC 3720, appendix B.4).</summary>
    private static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82F63B78;
        }

        return ~crc;
    }
}
