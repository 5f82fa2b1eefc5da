using PrivateLink.Tests.Support;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections.Vectors;

/// <summary>The design's decision table, row by row, on the wire. A star marks connections that are relayed and recorded as audited.</summary>
internal static class PolicyVectors
{
    private static readonly Dictionary<string, byte[]> Headers = new()
    {
        ["no identity"] = IPv4(),
        ["listed"] = IPv4(AwsTlv("vpce-08d2bf15fac5001c9")),
        ["not listed"] = IPv4(GcpTlv(8)),
        ["malformed"] = IPv4(Tlv(0xE0, new byte[7])),
        ["ambiguous"] = IPv4(AzureTlv(7), GcpTlv(7)),
        ["LOCAL"] = ProxyHeaderBytes.Of(Local, TcpOverIPv4, IPv4Addresses, AzureTlv(7)),
    };

    private static readonly TextTable Table = new("""
        host     | listener     | no identity   | listed        | not listed     | malformed                     | ambiguous                  | LOCAL
        unheard  | auto         | sni_unknown   | sni_unknown   | sni_unknown    | sni_unknown                   | sni_unknown                | sni_unknown
        off      | auto         | host_disabled | host_disabled | host_disabled  | host_disabled                 | host_disabled              | host_disabled
        open     | auto         | host_open     | host_open     | host_open      | host_open: link TLV malformed | host_open: several link IDs | host_open
        open     | private only | link_missing  | host_open     | host_open      | link_malformed                | link_ambiguous             | link_missing
        open     | audit        | host_open     | host_open     | host_open      | host_open: link TLV malformed | host_open: several link IDs | host_open
        megacorp | auto         | link_missing  | link_matched  | link_mismatch  | link_malformed                | link_ambiguous             | link_missing
        megacorp | private only | link_missing  | link_matched  | link_mismatch  | link_malformed                | link_ambiguous             | link_missing
        megacorp | audit        | link_missing* | link_matched  | link_mismatch* | link_malformed*               | link_ambiguous*            | link_missing*
        watched  | auto         | link_missing* | link_matched  | link_mismatch* | link_malformed*               | link_ambiguous*            | link_missing*
        watched  | private only | link_missing  | link_matched  | link_mismatch* | link_malformed                | link_ambiguous             | link_missing
        """);

    public static IEnumerable<Vector> All => Table.Rows.SelectMany(row => Headers.Select((header, index) =>
        Of(row[0], row[1], header.Key, header.Value, row[2 + index])));

    private static Vector Of(string host, string listener, string identity, byte[] header, string outcome) =>
        new($"{host} on {listener}: {identity}", header, ClientHelloBuilder.For(host + ".my-saas.io").ToBytes(), outcome.TrimEnd('*'), listener, IsAudited: outcome.EndsWith('*'));
}
