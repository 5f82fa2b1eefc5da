using static PrivateLink.Tests.Engine.Connections.Vectors.Vector;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections.Vectors;

/// <summary>A second header after the first: refused unless stripped, never used as an identity, never relayed.</summary>
internal static class NestedVectors
{
    private static readonly byte[] Stranger = IPv4(AzureTlv(8));
    private static readonly byte[] Public = IPv4();

    public static IEnumerable<Vector> All =>
    [
        OfHeader("a second header with the listed link", [.. Stranger, .. Listed], "pp_nested"),
        OfHeader("a second header without a link", [.. Listed, .. Public], "pp_nested"),
        OfHeader("a second header of LOCAL", [.. Listed, .. Of(Local, Unspecified, [])], "pp_nested"),
        OfHeader("LOCAL, then a header", [.. Of(Local, Unspecified, []), .. Listed], "pp_nested"),
        OfHeader("LOCAL with text, then a header", [.. Of(Local, Unspecified, [0xFF]), .. Listed], "pp_nested"),
        OfHeader("a second header that is broken", [.. Listed, .. WithLength(0x31, 0x11, 0)], "pp_nested"),
        OfHeader("a second header with a wrong checksum", [.. Listed, .. IPv4(EmptyChecksum)], "pp_nested"),
        OfHeader("a second header that is too large", [.. Listed, .. WithLength(Proxy, TcpOverIPv4, 5000)], "pp_nested"),
        OfHeader("a second header of version 1", [.. Listed, .. "PROXY UNKNOWN\r\n"u8], "pp_nested: the second header is version 1"),
        new("a second header cut short", Listed, Stranger[..20], "pp_nested: the second header was not complete"),
        new("the signature of a second header cut short", Listed, Stranger[..11], "hello_not_tls"),
        new("a second header inside the first one's length", IPv4(AzureTlv(7), Tlv(0x04, Listed)), Hello, "link_matched"),

        OfHeader("stripped, of a stranger", [.. Listed, .. Stranger], "link_matched", "strip"),
        OfHeader("stripped, with the listed link", [.. Stranger, .. Listed], "link_mismatch", "strip"),
        OfHeader("stripped, behind a public one", [.. Public, .. Listed], "link_missing", "strip"),
        OfHeader("stripped, behind LOCAL", [.. Of(Local, Unspecified, []), .. Listed], "link_missing", "strip"),
        OfHeader("stripped, LOCAL", [.. Listed, .. Of(Local, Unspecified, [])], "link_matched", "strip"),
        OfHeader("stripped, a third one", [.. Listed, .. Stranger, .. Public], "pp_nested", "strip"),
        OfHeader("stripped, version 1", [.. Listed, .. "PROXY UNKNOWN\r\n"u8], "pp_nested: the second header is version 1", "strip"),
        OfHeader("stripped, with a wrong checksum", [.. Listed, .. IPv4(EmptyChecksum)], "pp_crc_mismatch", "strip"),
        OfHeader("stripped, malformed", [.. Listed, .. IPv4([1])], "pp_malformed: TLVs do not fill the header", "strip"),
        OfHeader("stripped, 4096 bytes together", [.. Listed, .. Padded(4096)], "link_matched", "strip"),
        OfHeader("stripped, 4097 bytes together", [.. Listed, .. Padded(4097)], "pp_too_large: both headers together", "strip"),
    ];

    /// <summary>A header that pads both together to a given length.</summary>
    private static byte[] Padded(int together) => IPv4(Tlv(0x04, new byte[together - Listed.Length - 16 - 12 - 3]));
}
