using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Protocol.Links;

/// <summary>The answer is absent, one, malformed or ambiguous.</summary>
public class LinkIdReaderTests
{
    private const string Endpoint = "vpce-08d2bf15fac5001c9";
    private const string OtherEndpoint = "vpce-00eafc458ec97b833";

    internal static readonly Dictionary<string, byte[]> Areas = new()
    {
        ["nothing"] = [],
        ["other TLVs"] = [.. Tlv(0x04, 0, 0), .. Tlv(0x02, "saas"u8.ToArray()), .. Tlv(0xE1, 1)],
        ["AWS"] = AwsTlv(Endpoint),
        ["AWS short"] = AwsTlv("vpce-0a1b2c3d"),
        ["AWS upper case"] = AwsTlv("VPCE-0A1B2C3D"),
        ["AWS of another form"] = AwsTlv("x"),
        ["AWS other subtype"] = Tlv(0xEA, 0x02, 1, 2, 3),
        ["AWS subtype 0"] = Tlv(0xEA, [0x00, .. "vpce-0a1b2c3d"u8]),
        ["AWS empty"] = Tlv(0xEA),
        ["AWS without text"] = Tlv(0xEA, 0x01),
        ["AWS with a NUL"] = AwsTlv(Endpoint + "\0"),
        ["AWS with a space"] = AwsTlv(Endpoint + " "),
        ["AWS with an underscore"] = AwsTlv("vpce_0a1b2c3d"),
        ["AWS with a line break"] = AwsTlv("vpce-0a1b2c3d\r\n"),
        ["AWS beyond ASCII"] = Tlv(0xEA, [0x01, .. "vpce-0a1b2c3"u8, 0xE4]),
        ["AWS twice the same"] = [.. AwsTlv(Endpoint), .. AwsTlv(Endpoint)],
        ["AWS twice"] = [.. AwsTlv(Endpoint), .. AwsTlv(OtherEndpoint)],
        ["AWS twice, apart"] = [.. AwsTlv(Endpoint), .. Tlv(0x04, 0), .. AwsTlv(OtherEndpoint)],
        ["AWS and AWS other subtype"] = [.. Tlv(0xEA, 0x02, 9), .. AwsTlv(Endpoint)],
        ["AWS in two cases"] = [.. AwsTlv("vpce-0a1b2c3d"), .. AwsTlv("VPCE-0a1b2c3d")],
        ["Azure"] = AzureTlv(553665985),
        ["Azure 0"] = AzureTlv(0),
        ["Azure beyond 2^31"] = AzureTlv(uint.MaxValue),
        ["Azure other subtype"] = Tlv(0xEE, 0x02, 1, 2, 3, 4),
        ["Azure empty"] = Tlv(0xEE),
        ["Azure subtype alone"] = Tlv(0xEE, 0x01),
        ["Azure one short"] = Tlv(0xEE, 0x01, 1, 2, 3),
        ["Azure one long"] = Tlv(0xEE, 0x01, 1, 2, 3, 4, 5),
        ["Azure twice the same"] = [.. AzureTlv(7), .. AzureTlv(7)],
        ["Azure twice"] = [.. AzureTlv(7), .. AzureTlv(8)],
        ["GCP"] = GcpTlv(43686719580552292),
        ["GCP 0"] = GcpTlv(0),
        ["GCP beyond 2^63"] = GcpTlv(18446744072646845442),
        ["GCP empty"] = Tlv(0xE0),
        ["GCP one short"] = Tlv(0xE0, new byte[7]),
        ["GCP one long"] = Tlv(0xE0, new byte[9]),
        ["GCP twice"] = [.. GcpTlv(7), .. GcpTlv(8)],
        ["Azure and GCP, same digits"] = [.. AzureTlv(7), .. GcpTlv(7)],
        ["AWS and Azure"] = [.. AwsTlv(Endpoint), .. AzureTlv(7)],
        ["AWS and broken Azure"] = [.. AwsTlv(Endpoint), .. Tlv(0xEE, 0x01, 1)],
        ["broken GCP and Azure"] = [.. Tlv(0xE0, 1), .. AzureTlv(7)],
        ["broken AWS and broken GCP"] = [.. Tlv(0xEA, 0x01), .. Tlv(0xE0)],
        ["AWS other subtype, broken, sound"] = [.. Tlv(0xEA, 0x02, 9), .. Tlv(0xEA, 0x01), .. AwsTlv(Endpoint)],
        ["Azure other subtype and Azure"] = [.. Tlv(0xEE, 0x02, 1, 2, 3, 4), .. AzureTlv(7)],
        ["broken GCP, broken Azure and Azure"] = [.. Tlv(0xE0, 1), .. Tlv(0xEE, 0x01, 1), .. AzureTlv(7)],
        ["Alibaba"] = AlibabaTlv(0x02, "ep-t4i1a4b7c2d8e5h3j9k0"),
        ["Alibaba as it comes"] = [.. AlibabaTlv(0x01, "vpc-t4f1a4b7c2d8e5h3j9"), .. AlibabaTlv(0x02, "ep-t4i1a4b7c2d8e5h3j9k0"), .. AlibabaTlv(0x03, "epsrv-t4n1a2b3c4d5e6f7g8h9")],
        ["Alibaba, the service first"] = [.. AlibabaTlv(0x03, "epsrv-t4n1a2b3c4d5e6f7g8h9"), .. AlibabaTlv(0x02, "ep-t4i1a4b7c2d8e5h3j9k0")],
        ["Alibaba of another service"] = [.. AlibabaTlv(0x02, "ep-t4i1a4b7c2d8e5h3j9k0"), .. AlibabaTlv(0x03, "epsrv-t4nzzzzzzzzzzzzzzzzz")],
        ["Alibaba of two services"] = [.. AlibabaTlv(0x02, "ep-1"), .. AlibabaTlv(0x03, "epsrv-t4n1a2b3c4d5e6f7g8h9"), .. AlibabaTlv(0x03, "epsrv-t4nzzzzzzzzzzzzzzzzz")],
        ["Alibaba VPC alone"] = AlibabaTlv(0x01, "vpc-t4f1a4b7c2d8e5h3j9"),
        ["Alibaba service alone"] = AlibabaTlv(0x03, "epsrv-t4n1a2b3c4d5e6f7g8h9"),
        ["Alibaba other subtype"] = Tlv(0xE1, 0x04, 1, 2),
        ["Alibaba empty"] = Tlv(0xE1),
        ["Alibaba without text"] = Tlv(0xE1, 0x02),
        ["Alibaba service without text"] = [.. AlibabaTlv(0x02, "ep-1"), .. Tlv(0xE1, 0x03)],
        ["Alibaba with a NUL"] = AlibabaTlv(0x02, "ep-1\0"),
        ["Alibaba beyond ASCII"] = Tlv(0xE1, [0x02, .. "ep-1"u8, 0xE4]),
        ["Alibaba service beyond ASCII"] = [.. AlibabaTlv(0x02, "ep-1"), .. Tlv(0xE1, [0x03, .. "epsrv-1"u8, 0xE4])],
        ["Alibaba twice the same"] = [.. AlibabaTlv(0x02, "ep-1"), .. AlibabaTlv(0x02, "ep-1")],
        ["Alibaba twice"] = [.. AlibabaTlv(0x02, "ep-1"), .. AlibabaTlv(0x02, "ep-2")],
        ["Alibaba in two cases"] = [.. AlibabaTlv(0x02, "ep-1"), .. AlibabaTlv(0x02, "EP-1")],
        ["Alibaba and broken Alibaba"] = [.. AlibabaTlv(0x02, "ep-1"), .. Tlv(0xE1)],
        ["AWS and broken Alibaba"] = [.. AwsTlv(Endpoint), .. Tlv(0xE1)],
        ["AWS and Alibaba"] = [.. AwsTlv(Endpoint), .. AlibabaTlv(0x02, "ep-1")],
        ["AWS other subtype and Azure other subtype"] = [.. Tlv(0xEA, 0x02), .. Tlv(0xEE, 0x02)],
    };

    internal static readonly TextTable Table = new("""
        TLVs                                      | pinned | answer
        nothing                                   | Auto   | Absent
        nothing                                   | Aws    | Absent
        other TLVs                                | Auto   | Absent
        AWS                                       | Auto   | Aws:vpce-08d2bf15fac5001c9
        AWS                                       | Aws    | Aws:vpce-08d2bf15fac5001c9
        AWS                                       | Azure  | Absent
        AWS                                       | Gcp    | Absent
        AWS short                                 | Aws    | Aws:vpce-0a1b2c3d
        AWS upper case                            | Aws    | Aws:VPCE-0A1B2C3D
        AWS of another form                       | Aws    | Aws:x
        AWS other subtype                         | Aws    | Absent
        AWS subtype 0                             | Aws    | Absent
        AWS empty                                 | Aws    | Malformed
        AWS without text                          | Aws    | Malformed
        AWS with a NUL                            | Aws    | Malformed
        AWS with a space                          | Aws    | Malformed
        AWS with an underscore                    | Aws    | Malformed
        AWS with a line break                     | Aws    | Malformed
        AWS beyond ASCII                          | Aws    | Malformed
        AWS twice the same                        | Aws    | Aws:vpce-08d2bf15fac5001c9
        AWS twice                                 | Aws    | Ambiguous
        AWS twice                                 | Auto   | Ambiguous
        AWS twice                                 | Azure  | Absent
        AWS twice, apart                          | Aws    | Ambiguous
        AWS in two cases                          | Aws    | Ambiguous
        AWS and AWS other subtype                 | Aws    | Aws:vpce-08d2bf15fac5001c9
        Azure                                     | Auto   | Azure:553665985
        Azure                                     | Azure  | Azure:553665985
        Azure                                     | Aws    | Absent
        Azure 0                                   | Azure  | Azure:0
        Azure beyond 2^31                         | Azure  | Azure:4294967295
        Azure other subtype                       | Azure  | Absent
        Azure empty                               | Azure  | Malformed
        Azure subtype alone                       | Azure  | Malformed
        Azure one short                           | Azure  | Malformed
        Azure one long                            | Azure  | Malformed
        Azure one long                            | Gcp    | Absent
        Azure twice the same                      | Azure  | Azure:7
        Azure twice                               | Azure  | Ambiguous
        GCP                                       | Auto   | Gcp:43686719580552292
        GCP                                       | Gcp    | Gcp:43686719580552292
        GCP                                       | Azure  | Absent
        GCP 0                                     | Gcp    | Gcp:0
        GCP beyond 2^63                           | Gcp    | Gcp:18446744072646845442
        GCP empty                                 | Gcp    | Malformed
        GCP one short                             | Gcp    | Malformed
        GCP one long                              | Gcp    | Malformed
        GCP twice                                 | Gcp    | Ambiguous
        Azure and GCP, same digits                | Auto   | Ambiguous
        Azure and GCP, same digits                | Azure  | Azure:7
        Azure and GCP, same digits                | Gcp    | Gcp:7
        Azure and GCP, same digits                | Aws    | Absent
        AWS and Azure                             | Auto   | Ambiguous
        AWS and Azure                             | Aws    | Aws:vpce-08d2bf15fac5001c9
        AWS and broken Azure                      | Auto   | Aws:vpce-08d2bf15fac5001c9
        AWS and broken Azure                      | Aws    | Aws:vpce-08d2bf15fac5001c9
        AWS and broken Azure                      | Azure  | Malformed
        broken GCP and Azure                      | Auto   | Azure:7
        broken GCP and Azure                      | Gcp    | Malformed
        broken AWS and broken GCP                 | Auto   | Malformed
        AWS other subtype and Azure other subtype | Auto   | Absent
        AWS other subtype, broken, sound          | Aws    | Malformed
        Azure other subtype and Azure             | Azure  | Azure:7
        broken GCP, broken Azure and Azure        | Auto   | Malformed
        Alibaba                                   | Alibaba | Alibaba:ep-t4i1a4b7c2d8e5h3j9k0
        Alibaba                                   | Auto   | Alibaba:ep-t4i1a4b7c2d8e5h3j9k0
        Alibaba                                   | Aws    | Absent
        Alibaba as it comes                       | Alibaba | Alibaba:ep-t4i1a4b7c2d8e5h3j9k0
        Alibaba, the service first                | Alibaba | Alibaba:ep-t4i1a4b7c2d8e5h3j9k0
        Alibaba VPC alone                         | Alibaba | Absent
        Alibaba service alone                     | Alibaba | Absent
        Alibaba other subtype                     | Alibaba | Absent
        Alibaba empty                             | Alibaba | Malformed
        Alibaba without text                      | Alibaba | Malformed
        Alibaba service without text              | Alibaba | Malformed
        Alibaba with a NUL                        | Alibaba | Malformed
        Alibaba beyond ASCII                      | Alibaba | Malformed
        Alibaba service beyond ASCII              | Alibaba | Malformed
        Alibaba twice the same                    | Alibaba | Alibaba:ep-1
        Alibaba twice                             | Alibaba | Ambiguous
        Alibaba twice                             | Auto   | Ambiguous
        Alibaba in two cases                      | Alibaba | Ambiguous
        Alibaba and broken Alibaba                | Alibaba | Malformed
        AWS and broken Alibaba                    | Auto   | Aws:vpce-08d2bf15fac5001c9
        AWS and broken Alibaba                    | Aws    | Aws:vpce-08d2bf15fac5001c9
        AWS and broken Alibaba                    | Alibaba | Malformed
        AWS and Alibaba                           | Auto   | Ambiguous
        """);

    private static readonly TextTable RawTable = new("""
        TLVs                                      | pinned | raw
        nothing                                   | Auto   |
        other TLVs                                | Auto   |
        AWS short                                 | Aws    | ea000e01767063652d3061316232633364
        AWS short                                 | Azure  |
        AWS other subtype                         | Aws    |
        AWS and AWS other subtype                 | Aws    | ea001701767063652d3038643262663135666163353030316339
        AWS other subtype, broken, sound          | Aws    | ea000101
        AWS twice                                 | Aws    | ea001701767063652d3038643262663135666163353030316339
        AWS without text                          | Auto   | ea000101
        AWS and broken Azure                      | Auto   | ea001701767063652d3038643262663135666163353030316339
        AWS and broken Azure                      | Azure  | ee00020101
        broken GCP and Azure                      | Auto   | ee00050107000000
        broken GCP and Azure                      | Gcp    | e0000101
        broken GCP, broken Azure and Azure        | Auto   | ee00020101
        Azure and GCP, same digits                | Gcp    | e000080000000000000007
        Azure other subtype                       | Azure  |
        Azure other subtype and Azure             | Azure  | ee00050107000000
        Alibaba as it comes                       | Alibaba | e100180265702d743469316134623763326438653568336a396b30
        Alibaba service without text              | Alibaba | e1000103
        Alibaba twice                             | Alibaba | e100050265702d31
        """);

    /// <summary>If the listener has a service ID, the header's service must match it. Headers without a service are accepted.</summary>
    private static readonly TextTable ServiceTable = new("""
        TLVs                         | answer
        Alibaba                      | Alibaba:ep-t4i1a4b7c2d8e5h3j9k0
        Alibaba as it comes          | Alibaba:ep-t4i1a4b7c2d8e5h3j9k0
        Alibaba, the service first   | Alibaba:ep-t4i1a4b7c2d8e5h3j9k0
        Alibaba of another service   | Malformed
        Alibaba of two services      | Malformed
        Alibaba service alone        | Absent
        Alibaba service without text | Malformed
        AWS                          | Aws:vpce-08d2bf15fac5001c9
        """);

    public static TheoryData<string, string> ServiceRows()
    {
        var rows = new TheoryData<string, string>();
        foreach (var row in ServiceTable.Rows) rows.Add(row[0], row[1]);
        return rows;
    }

    [Theory]
    [MemberData(nameof(ServiceRows))]
    public void Read_ForOneService_RefusesEndpointsOfOthers(string tlvs, string answer) =>
        Assert.Equal(answer, LinkText.Of(LinkIdReader.Read(Areas[tlvs], pinned: null, "epsrv-t4n1a2b3c4d5e6f7g8h9")));

    /// <summary>A backend receives the TLV that carries the ID. A record shows the TLV that contradicts the listener.</summary>
    [Fact]
    public void Read_OfAnotherService_ShowsTheTlvThatSaysSo()
    {
        LinkIdReader.Read(Areas["Alibaba of another service"], CloudProvider.Alibaba, "epsrv-t4n1a2b3c4d5e6f7g8h9", out var raw);

        Assert.Equal(AlibabaTlv(0x03, "epsrv-t4nzzzzzzzzzzzzzzzzz"), raw.ToArray());
    }

    public static TheoryData<string, string, string> RawRows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var row in RawTable.Rows) rows.Add(row[0], row[1], row[2]);
        return rows;
    }

    public static TheoryData<string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string>();
        foreach (var row in Table.Rows) rows.Add(row[0], row[1], row[2]);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Read_EveryRow_AnswersAsTheTable(string tlvs, string pinned, string answer) =>
        Assert.Equal(answer, LinkText.Of(LinkIdReader.Read(Areas[tlvs], pinned == "Auto" ? null : Enum.Parse<CloudProvider>(pinned))));

    /// <summary>A backend receives these bytes as the proof of the identity, so they must be the bytes it came from.</summary>
    [Theory]
    [MemberData(nameof(RawRows))]
    public void FindRaw_EveryRow_IsTheTlvThatGaveTheAnswer(string tlvs, string pinned, string raw) =>
        Assert.Equal(raw, Hex.Of(LinkIdReader.FindRaw(Areas[tlvs], pinned == "Auto" ? null : Enum.Parse<CloudProvider>(pinned))));

    [Fact]
    public void Read_EverySingleByteChanged_Returns()
    {
        foreach (var area in Areas.Values)
            foreach (var changed in Mutations.EveryByte(area, [0x00, 0x01, 0x7F, 0x80, 0xE0, 0xE1, 0xEA, 0xEE, 0xFF]))
                LinkIdReader.Read(changed);
    }
}
