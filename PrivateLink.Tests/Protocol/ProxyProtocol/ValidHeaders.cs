using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Tests.Support;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Protocol.ProxyProtocol;

/// <summary>A header that must be accepted, and its content. The link is <c>cloud:text</c> read without a pinned cloud, or its kind.</summary>
internal sealed record ValidHeader(
    string Name, byte[] Bytes, ProxyCommand Command, ProxyAddressFamily Family, string? Source, string? Destination, string Link = "Absent");

/// <summary>Captured headers of the clouds, and every form that the specification allows.</summary>
internal static class ValidHeaders
{
    public static IReadOnlyList<ValidHeader> All { get; } =
    [
        new("AWS, captured", Hex.Bytes("""
            0d0a0d0a000d0a515549540a 21 11 0054
            ac1f0771 ac1f0a1f c8f2 0050
            03 0004 e8d6892d
            ea 0017 01 767063652d3038643262663135666163353030316339    # vpce-08d2bf15fac5001c9
            04 0024 000000000000000000000000000000000000000000000000000000000000000000000000
            """), ProxyCommand.Proxy, ProxyAddressFamily.INet, "172.31.7.113:51442", "172.31.10.31:80", "Aws:vpce-08d2bf15fac5001c9"),
        new("AWS, captured elsewhere", Hex.Bytes("""
            0d0a0d0a000d0a515549540a 21 11 0054
            c0a82c0a c0a82c07 cc3e 241b
            03 0004 b9286fa6
            ea 0017 01 767063652d3030656166633435386563393762383333    # vpce-00eafc458ec97b833
            04 0024 000000000000000000000000000000000000000000000000000000000000000000000000
            """), ProxyCommand.Proxy, ProxyAddressFamily.INet, "192.168.44.10:52286", "192.168.44.7:9243", "Aws:vpce-00eafc458ec97b833"),
        new("AWS, short ID", IPv4(AwsTlv("vpce-0a1b2c3d")),
            ProxyCommand.Proxy, ProxyAddressFamily.INet, "192.0.2.1:1000", "198.51.100.2:443", "Aws:vpce-0a1b2c3d"),
        new("AWS, public traffic", Sealed(IPv4(EmptyChecksum, Tlv(0x04, new byte[36]))),
            ProxyCommand.Proxy, ProxyAddressFamily.INet, "192.0.2.1:1000", "198.51.100.2:443"),
        new("Azure, 36 bytes", Hex.Bytes("""
            0d0a0d0a000d0a515549540a 21 11 0014
            0a000004 0a010005 d431 01bb
            ee 0005 01 c1450021                                        # 0x210045c1
            """), ProxyCommand.Proxy, ProxyAddressFamily.INet, "10.0.0.4:54321", "10.1.0.5:443", "Azure:553665985"),
        new("GCP, captured", Hex.Bytes("""
            0d0a0d0a000d0a515549540a 21 11 0017
            0a003c02 0a003c64 8138 0050
            e0 0008 009b34d70a003c64
            """), ProxyCommand.Proxy, ProxyAddressFamily.INet, "10.0.60.2:33080", "10.0.60.100:80", "Gcp:43686719580552292"),
        new("GCP, beyond 2^63", IPv4(Hex.Bytes("e0 0008 ffffffffc0a86402")),
            ProxyCommand.Proxy, ProxyAddressFamily.INet, "192.0.2.1:1000", "198.51.100.2:443", "Gcp:18446744072646845442"),
        new("Alibaba Cloud, all three IDs", Hex.Bytes("""
            0d0a0d0a000d0a515549540a 21 11 005f
            0a010a14 0a020a05 9c40 01bb
            e1 0017 01 7670632d743466316134623763326438653568336a39            # vpc-t4f1a4b7c2d8e5h3j9
            e1 0018 02 65702d743469316134623763326438653568336a396b30          # ep-t4i1a4b7c2d8e5h3j9k0
            e1 001b 03 65707372762d74346e3161326233633464356536663767386839    # epsrv-t4n1a2b3c4d5e6f7g8h9
            """), ProxyCommand.Proxy, ProxyAddressFamily.INet, "10.1.10.20:40000", "10.2.10.5:443", "Alibaba:ep-t4i1a4b7c2d8e5h3j9k0"),
        new("LOCAL, UNSPEC, nothing else", Of(Local, Unspecified, []), ProxyCommand.Local, ProxyAddressFamily.Unspecified, null, null),
        new("LOCAL, INET, with addresses", Of(Local, TcpOverIPv4, IPv4Addresses), ProxyCommand.Local, ProxyAddressFamily.INet, null, null),
        new("LOCAL, INET, without addresses", Of(Local, TcpOverIPv4, []), ProxyCommand.Local, ProxyAddressFamily.INet, null, null),
        new("LOCAL, INET, TLVs at offset 16 (AWS health check)", Sealed(Of(Local, TcpOverIPv4, [], EmptyChecksum, Tlv(0x04, new byte[36]))),
            ProxyCommand.Local, ProxyAddressFamily.INet, null, null),
        new("LOCAL, INET, addresses and TLVs", Sealed(Of(Local, TcpOverIPv4, IPv4Addresses, EmptyChecksum)),
            ProxyCommand.Local, ProxyAddressFamily.INet, null, null),
        new("LOCAL, INET6, with addresses", Of(Local, TcpOverIPv6, IPv6Addresses), ProxyCommand.Local, ProxyAddressFamily.INet6, null, null),
        new("LOCAL, of no known family or transport", Of(Local, 0xF7, []), ProxyCommand.Local, (ProxyAddressFamily)15, null, null),
        new("LOCAL, with bytes that are no TLVs", Of(Local, TcpOverIPv4, [0xFF]), ProxyCommand.Local, ProxyAddressFamily.INet, null, null),
        new("PROXY, INET, of no transport", Of(Proxy, 0x10, IPv4Addresses, AzureTlv(7)), ProxyCommand.Proxy, ProxyAddressFamily.INet, null, null, "Azure:7"),
        new("PROXY, INET, UDP", Of(Proxy, 0x12, IPv4Addresses, AzureTlv(7)),
            ProxyCommand.Proxy, ProxyAddressFamily.INet, "192.0.2.1:1000", "198.51.100.2:443", "Azure:7"),
        new("PROXY, UNSPEC, nothing else", Of(Proxy, Unspecified, []), ProxyCommand.Proxy, ProxyAddressFamily.Unspecified, null, null),
        new("PROXY, UNSPEC, with a link", Of(Proxy, Unspecified, [], AzureTlv(0)),
            ProxyCommand.Proxy, ProxyAddressFamily.Unspecified, null, null, "Azure:0"),
        new("PROXY, UNIX", Of(Proxy, UnixStream, UnixAddresses), ProxyCommand.Proxy, ProxyAddressFamily.Unix, null, null),
        new("PROXY, UNIX, with a link", Of(Proxy, UnixStream, UnixAddresses, GcpTlv(1)), ProxyCommand.Proxy, ProxyAddressFamily.Unix, null, null, "Gcp:1"),
        new("PROXY, INET6", Of(Proxy, TcpOverIPv6, IPv6Addresses),
            ProxyCommand.Proxy, ProxyAddressFamily.INet6, "[2001:db8::1]:1000", "[2001:db8::2]:443"),
        new("PROXY, INET6, from an IPv4-mapped address", Of(Proxy, TcpOverIPv6, Hex.Bytes("00000000000000000000ffffc0000201 20010db8000000000000000000000002 03e8 01bb")),
            ProxyCommand.Proxy, ProxyAddressFamily.INet6, "192.0.2.1:1000", "[2001:db8::2]:443"),
        new("PROXY, INET6, with a link", Of(Proxy, TcpOverIPv6, IPv6Addresses, AwsTlv("vpce-08d2bf15fac5001c9")),
            ProxyCommand.Proxy, ProxyAddressFamily.INet6, "[2001:db8::1]:1000", "[2001:db8::2]:443", "Aws:vpce-08d2bf15fac5001c9"),
        new("CRC32C last", Sealed(IPv4(AzureTlv(7), EmptyChecksum)),
            ProxyCommand.Proxy, ProxyAddressFamily.INet, "192.0.2.1:1000", "198.51.100.2:443", "Azure:7"),
        new("CRC32C in the middle", Sealed(IPv4(Tlv(0x02, "saas"u8.ToArray()), EmptyChecksum, GcpTlv(7))),
            ProxyCommand.Proxy, ProxyAddressFamily.INet, "192.0.2.1:1000", "198.51.100.2:443", "Gcp:7"),
        new("Every registered TLV", IPv4(
                Tlv(0x01, "h2"u8.ToArray()), Tlv(0x02, "megacorp.my-saas.io"u8.ToArray()), Tlv(0x04), Tlv(0x05, new byte[128]),
                Tlv(0x20, [0x01, 0, 0, 0, 0, .. Tlv(0x21, "TLSv1.3"u8.ToArray())]), Tlv(0x30, "netns"u8.ToArray())),
            ProxyCommand.Proxy, ProxyAddressFamily.INet, "192.0.2.1:1000", "198.51.100.2:443"),
        new("TLVs of unknown types", IPv4(Tlv(0x00), Tlv(0x7F, 1, 2, 3), Tlv(0xE1, 9), Tlv(0xF0), Tlv(0xFF, 0)),
            ProxyCommand.Proxy, ProxyAddressFamily.INet, "192.0.2.1:1000", "198.51.100.2:443"),
        new("NOOP of every length from 0 to 3", IPv4(Tlv(0x04), Tlv(0x04, 0), Tlv(0x04, 0, 0), Tlv(0x04, 0, 0, 0)),
            ProxyCommand.Proxy, ProxyAddressFamily.INet, "192.0.2.1:1000", "198.51.100.2:443"),
        new("4096 bytes", IPv4(Tlv(0x04, new byte[4096 - 16 - 12 - 3])),
            ProxyCommand.Proxy, ProxyAddressFamily.INet, "192.0.2.1:1000", "198.51.100.2:443"),
    ];

    public static ValidHeader Named(string name) => All.Single(header => header.Name == name);
}
