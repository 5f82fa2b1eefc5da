using System.Text;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Tests.Protocol.ProxyProtocol;
using static PrivateLink.Tests.Engine.Connections.Vectors.Vector;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections.Vectors;

/// <summary>The PROXY protocol's section 2.2, clause by clause. Each header is followed by a hello for the enforced host.</summary>
internal static class HeaderVectors
{
    private const string Malformed = "pp_malformed: ";
    private const string Cut = Malformed + "too short for its addresses";
    private const string DoNotFit = Malformed + "TLVs do not fill the header";
    private const string Checksum = Malformed + "checksum TLV malformed or repeated";

    private static readonly Dictionary<byte, byte[]> AddressesOf = new()
    {
        [0] = [],
        [1] = IPv4Addresses,
        [2] = IPv6Addresses,
        [3] = UnixAddresses,
    };

    public static IEnumerable<Vector> All =>
    [
        .. Versions, .. Commands, .. Families, .. Lengths, .. Locals, .. Tlvs, .. Checksums,
        .. HostileHeaders.All.Select(hostile => new Vector("hostile header: " + hostile.Name, [], [.. hostile.Bytes.Take(5000)], OutcomeOf(hostile))),
    ];

    private static IEnumerable<Vector> Versions => Enumerable.Range(0, 16).Select(version =>
        OfHeader($"version {version}", Of((byte)(version << 4 | 1), TcpOverIPv4, IPv4Addresses, AzureTlv(7)), version == 2 ? "link_matched" : Malformed + "unknown version"));

    private static IEnumerable<Vector> Commands => Enumerable.Range(0, 16).Select(command =>
        OfHeader($"command {command}", Of((byte)(0x20 | command), TcpOverIPv4, IPv4Addresses, AzureTlv(7)),
            command switch { 0 => "link_missing", 1 => "link_matched", _ => Malformed + "unknown command" }));

    private static IEnumerable<Vector> Families => Enumerable.Range(0, 256).Select(both =>
        OfHeader($"PROXY of family and transport {both:x2}", Of(Proxy, (byte)both, AddressesOf.GetValueOrDefault((byte)(both >> 4), IPv4Addresses), AzureTlv(7)),
            both >> 4 > 3 ? Malformed + "unknown address family" : (both & 15) > 2 ? Malformed + "unknown transport" : "link_matched"));

    private static IEnumerable<Vector> Lengths => AddressesOf.SelectMany(family => LengthsOf(family.Key, family.Value)).Concat(
    [
        OfHeader("4095 bytes", IPv4(AzureTlv(7), Tlv(0x04, new byte[4095 - 16 - 12 - 8 - 3])), "link_matched"),
        OfHeader("4096 bytes", IPv4(AzureTlv(7), Tlv(0x04, new byte[4096 - 16 - 12 - 8 - 3])), "link_matched"),
        OfHeader("4097 bytes", IPv4(AzureTlv(7), Tlv(0x04, new byte[4097 - 16 - 12 - 8 - 3])), "pp_too_large"),
        OfHeader("65,551 bytes announced", WithLength(Proxy, TcpOverIPv4, 0xFFFF, IPv4Addresses), "pp_too_large"),
        OfHeader("LOCAL, 4096 bytes", Of(Local, Unspecified, new byte[4080]), "link_missing"),
        OfHeader("LOCAL, 4097 bytes", Of(Local, Unspecified, new byte[4081]), "pp_too_large"),
    ]);

    /// <summary>"The receiver must … discard the protocol block including the family which is ignored."</summary>
    private static IEnumerable<Vector> Locals => Enumerable.Range(0, 256)
        .Select(both => OfHeader($"LOCAL of family and transport {both:x2}", Of(Local, (byte)both, []), "link_missing"))
        .Concat(
        [
            OfHeader("LOCAL with addresses", Of(Local, TcpOverIPv4, IPv4Addresses), "link_missing"),
            OfHeader("LOCAL with half the addresses", Of(Local, TcpOverIPv4, IPv4Addresses[..7]), "link_missing"),
            OfHeader("LOCAL with the addresses of another family", Of(Local, TcpOverIPv6, IPv4Addresses), "link_missing"),
            OfHeader("LOCAL with one byte", Of(Local, Unspecified, [0xFF]), "link_missing"),
            OfHeader("LOCAL with text", Of(Local, TcpOverIPv4, "health check number 17"u8.ToArray()), "link_missing"),
            OfHeader("LOCAL with a TLV that does not fit", Of(Local, Unspecified, [], TlvWithLength(0x04, 9, 0)), "link_missing"),
            OfHeader("LOCAL with a listed link", Of(Local, Unspecified, [], AzureTlv(7)), "link_missing"),
            OfHeader("LOCAL with addresses and a listed link", Of(Local, TcpOverIPv4, IPv4Addresses, AzureTlv(7)), "link_missing"),
            OfHeader("LOCAL with a broken link", Of(Local, Unspecified, [], Tlv(0xEE, 0x01)), "link_missing"),
            OfHeader("LOCAL with two links", Of(Local, Unspecified, [], AzureTlv(7), AzureTlv(8)), "link_missing"),
            OfHeader("LOCAL, checksum without addresses", Sealed(Of(Local, TcpOverIPv4, [], EmptyChecksum, Tlv(0x04, new byte[36]))), "link_missing"),
            OfHeader("LOCAL, checksum behind addresses", Sealed(Of(Local, TcpOverIPv4, IPv4Addresses, EmptyChecksum, AzureTlv(7))), "link_missing"),
            OfHeader("LOCAL, wrong checksum", Of(Local, Unspecified, [], EmptyChecksum), "pp_crc_mismatch"),
            OfHeader("LOCAL, wrong checksum without addresses", Of(Local, TcpOverIPv4, [], EmptyChecksum, Tlv(0x04, new byte[36])), "pp_crc_mismatch"),
            OfHeader("LOCAL, wrong checksum, padding that reads as TLVs", Of(Local, TcpOverIPv4, [], EmptyChecksum, Tlv(0x04, new byte[35])), "pp_crc_mismatch"),
            OfHeader("LOCAL, wrong checksum behind addresses", Of(Local, TcpOverIPv4, IPv4Addresses, EmptyChecksum), "pp_crc_mismatch"),
            OfHeader("LOCAL with addresses that look like a checksum too long", Of(Local, TcpOverIPv4, [3, 0, 9, 1, 10, 0, 0, 5, 0x10, 0, 1, 0xBB]), "link_missing"),
            OfHeader("LOCAL with addresses that look like a wrong checksum", Of(Local, TcpOverIPv4, [3, 0, 4, 1, 10, 0, 0, 5, 0, 2, 1, 0xBB]), "link_missing"),
            OfHeader("LOCAL with addresses that look like a checksum, and TLVs",
                Of(Local, TcpOverIPv4, [3, 0, 4, 1, 10, 0, 0, 5, 0, 5, 1, 0xBB], Tlv(0x04)), "link_missing"),
            OfHeader("LOCAL with addresses that look like a checksum, and a right one",
                Sealed(Of(Local, TcpOverIPv4, [3, 0, 9, 1, 10, 0, 0, 5, 0x10, 0, 1, 0xBB], EmptyChecksum)), "link_missing"),
            OfHeader("LOCAL with addresses that look like a checksum, and a wrong one",
                Of(Local, TcpOverIPv4, [3, 0, 9, 1, 10, 0, 0, 5, 0x10, 0, 1, 0xBB], EmptyChecksum), "pp_crc_mismatch"),
            OfHeader("LOCAL, two checksums", Of(Local, Unspecified, [], EmptyChecksum, EmptyChecksum), Checksum),
        ]);

    private static IEnumerable<Vector> Tlvs =>
    [
        OfHeader("a TLV of length 0", IPv4(Tlv(0x04), AzureTlv(7)), "link_matched"),
        OfHeader("an unknown TLV of length 0 at the end", IPv4(AzureTlv(7), Tlv(0x7F)), "link_matched"),
        OfHeader("NOOPs around the link", IPv4(Tlv(0x04, 1), AzureTlv(7), Tlv(0x04, 1, 2)), "link_matched"),
        OfHeader("a NOOP that holds a link", IPv4(Tlv(0x04, AzureTlv(7))), "link_missing"),
        OfHeader("one byte behind the TLVs", IPv4(AzureTlv(7), [0]), DoNotFit),
        OfHeader("two bytes behind the TLVs", IPv4(AzureTlv(7), [0, 0]), DoNotFit),
        OfHeader("a TLV one byte beyond the header", IPv4(AzureTlv(7), TlvWithLength(0x04, 2, 0)), DoNotFit),
        OfHeader("a link that reaches into the payload", IPv4([0xEE, 0x00, 0x05, 0x01, 7]), DoNotFit),
        OfHeader("UNSPEC with the addresses of INET", Of(Proxy, Unspecified, [0xC0, 0, 2, 1, 0xC6, 0x33, 0x64, 2, 3, 0xE8, 1, 0xBB]), DoNotFit),
        OfHeader("UNSPEC with TLVs", Of(Proxy, Unspecified, [], Tlv(0x04, 0), AzureTlv(7)), "link_matched"),
        OfHeader("an authority of 300 bytes", IPv4(AuthorityTlv(new string('a', 300)), AzureTlv(7)), "link_matched"),
        OfHeader("an authority that is no UTF-8", IPv4(Tlv(0x02, 0xC3, 0x28, 0xFF, 0x00), AzureTlv(7)), "link_matched"),
        OfHeader("an authority in UTF-8", IPv4(Tlv(0x02, Encoding.UTF8.GetBytes("bücher.example")), AzureTlv(7)), "link_matched"),
        OfHeader("an authority that names another host", IPv4(AuthorityTlv("open.my-saas.io"), AzureTlv(7)), "link_matched"),
        OfHeader("two authorities", IPv4(AuthorityTlv("a.example"), AuthorityTlv("b.example"), AzureTlv(7)), "link_matched"),
        OfHeader("a unique ID of 128 bytes", IPv4(Tlv(0x05, new byte[128]), AzureTlv(7)), "link_matched"),
        OfHeader("a unique ID of 129 bytes", IPv4(Tlv(0x05, new byte[129]), AzureTlv(7)), "link_matched"),
        OfHeader("an SSL TLV with what it nests", IPv4(Tlv(0x20, [7, 0, 0, 0, 0, .. Tlv(0x21, "TLSv1.3"u8.ToArray()), .. Tlv(0x22, "CN"u8.ToArray())]), AzureTlv(7)), "link_matched"),
        OfHeader("an SSL TLV that nests a link", IPv4(Tlv(0x20, [1, 0, 0, 0, 0, .. AzureTlv(7)])), "link_missing"),
        OfHeader("an SSL TLV whose inside does not fit", IPv4(Tlv(0x20, [1, 0, 0, 0, 0, 0x21, 0xFF, 0xFF]), AzureTlv(7)), "link_matched"),
        OfHeader("an empty SSL TLV", IPv4(Tlv(0x20), AzureTlv(7)), "link_matched"),
        OfHeader("a namespace", IPv4(Tlv(0x30, "blue"u8.ToArray()), AzureTlv(7)), "link_matched"),
        OfHeader("every unknown type", IPv4([.. Enumerable.Range(0, 256).Where(type => type is not (3 or 0xE0 or 0xEA or 0xEE)).Select(type => Tlv((byte)type, 9)), AzureTlv(7)]), "link_matched"),
    ];

    private static IEnumerable<Vector> Checksums =>
    [
        OfHeader("checksum first", Sealed(IPv4(EmptyChecksum, AzureTlv(7))), "link_matched"),
        OfHeader("checksum last", Sealed(IPv4(AzureTlv(7), EmptyChecksum)), "link_matched"),
        OfHeader("checksum of IPv6", Sealed(Of(Proxy, TcpOverIPv6, IPv6Addresses, EmptyChecksum, AzureTlv(7))), "link_matched"),
        OfHeader("checksum of UNSPEC", Sealed(Of(Proxy, Unspecified, [], EmptyChecksum, AzureTlv(7))), "link_matched"),
        OfHeader("checksum of a full header", Sealed(IPv4(EmptyChecksum, AzureTlv(7), Tlv(0x04, new byte[4096 - 16 - 12 - 7 - 8 - 3]))), "link_matched"),
        OfHeader("checksum of zeroes", IPv4(EmptyChecksum, AzureTlv(7)), "pp_crc_mismatch"),
        OfHeader("checksum one bit off", Flipped(Sealed(IPv4(EmptyChecksum, AzureTlv(7))), 16 + 12 + 3), "pp_crc_mismatch"),
        OfHeader("address changed after the checksum was computed", Flipped(Sealed(IPv4(EmptyChecksum, AzureTlv(7))), 16), "pp_crc_mismatch"),
        OfHeader("transport changed after the checksum was computed", Flipped(Sealed(Of(Proxy, 0x10, IPv4Addresses, EmptyChecksum, AzureTlv(7))), 13), "pp_crc_mismatch"),
        OfHeader("checksum of 0 bytes", IPv4(Tlv(0x03), AzureTlv(7)), Checksum),
        OfHeader("checksum of 3 bytes", IPv4(Tlv(0x03, 1, 2, 3), AzureTlv(7)), Checksum),
        OfHeader("checksum of 5 bytes", IPv4(Tlv(0x03, 1, 2, 3, 4, 5), AzureTlv(7)), Checksum),
        OfHeader("checksum of 8 bytes", IPv4(Tlv(0x03, new byte[8]), AzureTlv(7)), Checksum),
        OfHeader("a second checksum", Sealed(IPv4(EmptyChecksum, AzureTlv(7), Tlv(0x03, 1, 2, 3, 4))), Checksum),
        OfHeader("a checksum inside a NOOP", IPv4(Tlv(0x04, EmptyChecksum), AzureTlv(7)), "link_matched"),
    ];

    private static IEnumerable<Vector> LengthsOf(byte family, byte[] addresses)
    {
        var both = (byte)(family << 4 | 1);
        byte[] Header(params byte[] body) => WithLength(Proxy, both, body.Length, body);
        if (addresses.Length > 0)
        {
            yield return OfHeader($"family {family}, no body", Header(), Cut);
            yield return OfHeader($"family {family}, one byte short", Header(addresses[..^1]), Cut);
        }

        yield return OfHeader($"family {family}, addresses alone", Header(addresses), "link_missing");
        yield return OfHeader($"family {family}, one byte behind", Header([.. addresses, 4]), DoNotFit);
        yield return OfHeader($"family {family}, two bytes behind", Header([.. addresses, 4, 0]), DoNotFit);
        yield return OfHeader($"family {family}, an empty TLV behind", Header([.. addresses, 4, 0, 0]), "link_missing");
    }

    private static byte[] Flipped(byte[] bytes, int at)
    {
        bytes[at] ^= 1;
        return bytes;
    }

    private static string OutcomeOf(HostileHeader hostile) => hostile.Error switch
    {
        ProxyProtocolError.NotAHeader => FirstByteVectors.Described("pp_missing", hostile.Bytes),
        ProxyProtocolError.Version1 => "pp_v1_refused",
        ProxyProtocolError.UnknownVersion => Malformed + "unknown version",
        ProxyProtocolError.UnknownCommand => Malformed + "unknown command",
        ProxyProtocolError.UnknownFamily => Malformed + "unknown address family",
        ProxyProtocolError.UnknownTransport => Malformed + "unknown transport",
        ProxyProtocolError.TooLarge => "pp_too_large",
        ProxyProtocolError.AddressesCutShort => Cut,
        ProxyProtocolError.TlvsDoNotFit => DoNotFit,
        ProxyProtocolError.ChecksumMalformed => Checksum,
        ProxyProtocolError.ChecksumMismatch => "pp_crc_mismatch",
        _ => throw new ArgumentOutOfRangeException(nameof(hostile)),
    };
}
