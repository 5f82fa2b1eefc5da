using PrivateLink.Tests.Protocol.Links;
using static PrivateLink.Tests.Engine.Connections.Vectors.Vector;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections.Vectors;

/// <summary>Every row about link TLVs, as the header of a connection to the enforced host.</summary>
internal static class IdentityVectors
{
    private static readonly byte[][] Families = [Of(Proxy, TcpOverIPv6, IPv6Addresses, AwsTlv("vpce-08d2bf15fac5001c9")), Of(Proxy, UnixStream, UnixAddresses, GcpTlv(7))];

    public static IEnumerable<Vector> All =>
    [
        .. LinkIdReaderTests.Table.Rows.Select(row =>
            OfHeader($"identity: {row[0]}, pinned to {row[1]}", IPv4(LinkIdReaderTests.Areas[row[0]]), OutcomeOf(row[2]), row[1].ToLowerInvariant())),
        .. LinkIdReaderTests.Table.Rows.Where(row => row[1] != "Auto").Select(row =>
            OfHeader($"identity: {row[0]}, pinned to {row[1]}, sealed", Sealed(IPv4(EmptyChecksum, LinkIdReaderTests.Areas[row[0]], Tlv(0x04, 0))), OutcomeOf(row[2]),
                row[1].ToLowerInvariant())),
        .. Families.Select((header, index) => OfHeader($"identity in family {index + 2}", header, "link_matched")),
        OfHeader("AWS, 255 characters", IPv4(AwsTlv(new string('a', 255))), "link_mismatch"),
        OfHeader("AWS, 3000 characters", IPv4(AwsTlv(new string('a', 3000))), "link_mismatch"),
        OfHeader("AWS, one digit less", IPv4(AwsTlv("vpce-08d2bf15fac5001c")), "link_mismatch"),
        OfHeader("AWS, one digit more", IPv4(AwsTlv("vpce-08d2bf15fac5001c90")), "link_mismatch"),
        OfHeader("AWS, in capitals", IPv4(AwsTlv("VPCE-08D2BF15FAC5001C9")), "link_mismatch"),
        OfHeader("Azure, in network order", IPv4(Tlv(0xEE, 0x01, 0, 0, 0, 7)), "link_mismatch"),
        OfHeader("Azure, without its subtype", IPv4(Tlv(0xEE, 7, 0, 0, 0)), "link_missing"),
        OfHeader("GCP, little-endian", IPv4(Tlv(0xE0, 7, 0, 0, 0, 0, 0, 0, 0)), "link_mismatch"),
        OfHeader("Alibaba Cloud, the listener's service", IPv4(LinkIdReaderTests.Areas["Alibaba as it comes"]), "link_matched", "alibaba"),
        OfHeader("Alibaba Cloud, another service", IPv4(LinkIdReaderTests.Areas["Alibaba of another service"]), "link_malformed", "alibaba"),
        OfHeader("Alibaba Cloud, two services", IPv4(LinkIdReaderTests.Areas["Alibaba of two services"]), "link_malformed", "alibaba"),
        OfHeader("Alibaba Cloud, any service on a listener without a service ID", IPv4(LinkIdReaderTests.Areas["Alibaba of another service"]), "link_matched", "auto"),
        OfHeader("Alibaba Cloud, in capitals", IPv4(AlibabaTlv(0x02, "EP-T4I1A4B7C2D8E5H3J9K0")), "link_mismatch", "alibaba"),
        OfHeader("Azure's number as GCP's", IPv4(GcpTlv(553665985)), "link_mismatch"),
    ];

    private static string OutcomeOf(string answer) => answer switch
    {
        "Absent" => "link_missing",
        "Malformed" => "link_malformed",
        "Ambiguous" => "link_ambiguous",
        "Aws:vpce-08d2bf15fac5001c9" or "Azure:7" or "Gcp:7" or "Alibaba:ep-t4i1a4b7c2d8e5h3j9k0" => "link_matched",
        _ => "link_mismatch",
    };
}
