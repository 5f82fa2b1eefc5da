using System.Text;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Tests.Support;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Protocol.ProxyProtocol;

/// <summary>Bytes that must be refused, and the rule they break.</summary>
internal sealed record HostileHeader(string Name, byte[] Bytes, ProxyProtocolError Error);

/// <summary>What attackers, mistaken clients and broken balancers send instead of a header.</summary>
internal static class HostileHeaders
{
    public static IReadOnlyList<HostileHeader> All { get; } =
    [
        // Not a header at all
        new("TLS 1.3 hello", Captures.OpenSsl, ProxyProtocolError.NotAHeader),
        new("HTTP request", "GET / HTTP/1.1\r\n"u8.ToArray(), ProxyProtocolError.NotAHeader),
        new("HTTP POST, which begins as PROXY does", "POST / HTTP/1.1\r\n"u8.ToArray(), ProxyProtocolError.NotAHeader),
        new("HTTP/2 preface, which begins as PROXY does", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), ProxyProtocolError.NotAHeader),
        new("HTTP PROPFIND, which begins as PROXY does", "PROPFIND / HTTP/1.1\r\n"u8.ToArray(), ProxyProtocolError.NotAHeader),
        new("SSH banner", "SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray(), ProxyProtocolError.NotAHeader),
        new("PostgreSQL SSLRequest", Hex.Bytes("00000008 04d2162f"), ProxyProtocolError.NotAHeader),
        new("a zero", [0], ProxyProtocolError.NotAHeader),
        new("an empty line and text", "\r\n\r\nhello"u8.ToArray(), ProxyProtocolError.NotAHeader),
        new("a signature that changes in its last byte", [.. Signature[..11], 0x0D], ProxyProtocolError.NotAHeader),
        new("version 1 without its space", "PROXYTCP4"u8.ToArray(), ProxyProtocolError.NotAHeader),
        new("version 1 in lower case", "proxy TCP4"u8.ToArray(), ProxyProtocolError.NotAHeader),

        // Version 1
        new("version 1, TCP4", "PROXY TCP4 192.0.2.1 198.51.100.2 1000 443\r\n"u8.ToArray(), ProxyProtocolError.Version1),
        new("version 1, UNKNOWN", "PROXY UNKNOWN\r\n"u8.ToArray(), ProxyProtocolError.Version1),
        new("version 1, an endless line", Encoding.ASCII.GetBytes("PROXY " + new string('A', 100_000)), ProxyProtocolError.Version1),
        new("version 1 with a link behind it", [.. "PROXY UNKNOWN\r\n"u8, .. IPv4(AzureTlv(7))], ProxyProtocolError.Version1),

        // The fixed part
        new("version 0", WithLength(0x01, TcpOverIPv4, 12, IPv4Addresses), ProxyProtocolError.UnknownVersion),
        new("version 1 in binary", WithLength(0x11, TcpOverIPv4, 12, IPv4Addresses), ProxyProtocolError.UnknownVersion),
        new("version 3", WithLength(0x31, TcpOverIPv4, 12, IPv4Addresses), ProxyProtocolError.UnknownVersion),
        new("version 10, which has the bit of 2", WithLength(0xA1, TcpOverIPv4, 12, IPv4Addresses), ProxyProtocolError.UnknownVersion),
        new("version 15", WithLength(0xF1, TcpOverIPv4, 12, IPv4Addresses), ProxyProtocolError.UnknownVersion),
        new("command 2", WithLength(0x22, TcpOverIPv4, 12, IPv4Addresses), ProxyProtocolError.UnknownCommand),
        new("command 3, which has the bit of PROXY", WithLength(0x23, TcpOverIPv4, 12, IPv4Addresses), ProxyProtocolError.UnknownCommand),
        new("command 15", WithLength(0x2F, TcpOverIPv4, 12, IPv4Addresses), ProxyProtocolError.UnknownCommand),
        new("family 4", WithLength(Proxy, 0x41, 12, IPv4Addresses), ProxyProtocolError.UnknownFamily),
        new("family 15", WithLength(Proxy, 0xF1, 12, IPv4Addresses), ProxyProtocolError.UnknownFamily),
        new("transport 3 (the byte 0x13 that once crashed go-proxyproto)", WithLength(Proxy, 0x13, 12, IPv4Addresses), ProxyProtocolError.UnknownTransport),
        new("transport 15", WithLength(Proxy, 0x1F, 12, IPv4Addresses), ProxyProtocolError.UnknownTransport),

        // Lengths
        new("4097 bytes announced", WithLength(Proxy, TcpOverIPv4, 4081), ProxyProtocolError.TooLarge),
        new("65,551 bytes announced", WithLength(Proxy, TcpOverIPv4, 0xFFFF), ProxyProtocolError.TooLarge),
        new("32,768 bytes announced, negative as a signed number", WithLength(Proxy, TcpOverIPv4, 0x8000), ProxyProtocolError.TooLarge),
        new("LOCAL of 4097 bytes", WithLength(Local, Unspecified, 4081), ProxyProtocolError.TooLarge),
        new("INET without addresses", WithLength(Proxy, TcpOverIPv4, 0), ProxyProtocolError.AddressesCutShort),
        new("INET one byte short", WithLength(Proxy, TcpOverIPv4, 11, IPv4Addresses[..11]), ProxyProtocolError.AddressesCutShort),
        new("INET6 with the addresses of INET", WithLength(Proxy, TcpOverIPv6, 12, IPv4Addresses), ProxyProtocolError.AddressesCutShort),
        new("INET6 one byte short", WithLength(Proxy, TcpOverIPv6, 35, IPv6Addresses[..35]), ProxyProtocolError.AddressesCutShort),
        new("UNIX one byte short", WithLength(Proxy, UnixStream, 215, UnixAddresses[..215]), ProxyProtocolError.AddressesCutShort),
        new("UNIX without addresses", WithLength(Proxy, UnixStream, 0), ProxyProtocolError.AddressesCutShort),

        // TLVs
        new("one byte that is no TLV", IPv4([0x04]), ProxyProtocolError.TlvsDoNotFit),
        new("two bytes that are no TLV", IPv4([0x04, 0x00]), ProxyProtocolError.TlvsDoNotFit),
        new("a TLV one byte longer than the header", IPv4(TlvWithLength(0x04, 4, 0, 0, 0)), ProxyProtocolError.TlvsDoNotFit),
        new("a TLV of 65,535 bytes", IPv4(TlvWithLength(0x04, 0xFFFF)), ProxyProtocolError.TlvsDoNotFit),
        new("a link TLV that reaches into the payload", [.. IPv4([0xEE, 0x00, 0x05]), 0x01, 7, 0, 0, 0], ProxyProtocolError.TlvsDoNotFit),
        new("a byte after the last TLV", IPv4(AzureTlv(7), [0x00]), ProxyProtocolError.TlvsDoNotFit),
        new("a good link before a TLV that does not fit", IPv4(AzureTlv(7), TlvWithLength(0x04, 1)), ProxyProtocolError.TlvsDoNotFit),
        new("UNSPEC with bytes that are no TLVs", Of(Proxy, Unspecified, [0x01]), ProxyProtocolError.TlvsDoNotFit),
        new("UNIX with a byte after the addresses", Of(Proxy, UnixStream, UnixAddresses, [0x01]), ProxyProtocolError.TlvsDoNotFit),

        // Checksums
        new("checksum of zeroes", IPv4(EmptyChecksum), ProxyProtocolError.ChecksumMismatch),
        new("checksum of another link", Replaced(Sealed(IPv4(EmptyChecksum, AzureTlv(7))), AzureTlv(7), AzureTlv(8)), ProxyProtocolError.ChecksumMismatch),
        new("checksum in host order (libproxyprotocol)", Reversed(Sealed(IPv4(EmptyChecksum))), ProxyProtocolError.ChecksumMismatch),
        new("checksum of no bytes", IPv4(Tlv(0x03)), ProxyProtocolError.ChecksumMalformed),
        new("checksum of three bytes", IPv4(Tlv(0x03, 0, 0, 0)), ProxyProtocolError.ChecksumMalformed),
        new("checksum of five bytes", IPv4(Tlv(0x03, 0, 0, 0, 0, 0)), ProxyProtocolError.ChecksumMalformed),
        new("two checksums, the first one right", Sealed(IPv4(EmptyChecksum, Tlv(0x03, 1, 2, 3, 4))), ProxyProtocolError.ChecksumMalformed),
        new("the same checksum twice", IPv4(EmptyChecksum, EmptyChecksum), ProxyProtocolError.ChecksumMalformed),
    ];

    public static HostileHeader Named(string name) => All.Single(header => header.Name == name);

    private static byte[] Replaced(byte[] bytes, byte[] part, byte[] other)
    {
        other.CopyTo(bytes.AsSpan(bytes.AsSpan().IndexOf(part)));
        return bytes;
    }

    /// <summary>Reverses the bytes of the checksum, which is the last TLV here.</summary>
    private static byte[] Reversed(byte[] bytes)
    {
        bytes.AsSpan(bytes.Length - 4).Reverse();
        return bytes;
    }
}
