using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Listening;

/// <summary>Each setting of a listener affects the decision: the same bytes get another answer on another listener.</summary>
public class ListenerSettingsTests
{
    private static readonly Dictionary<string, byte[]> Headers = new()
    {
        ["none"] = IPv4(),
        ["LOCAL with the listed link"] = Of(Local, TcpOverIPv4, IPv4Addresses, AzureTlv(7)),
        ["listed"] = IPv4(AzureTlv(7)),
        ["not listed"] = IPv4(AzureTlv(8)),
        ["listed and AWS"] = IPv4(AzureTlv(7), AwsTlv("vpce-0a1b2c3d")),
    };

    private static readonly Dictionary<string, Action<ListenerOptions>> Listeners = new()
    {
        ["as it is"] = _ => { },
        ["Azure"] = listener => listener.Provider = ProviderSetting.Azure,
        ["AWS"] = listener => listener.Provider = ProviderSetting.Aws,
        ["another service"] = listener => listener.Service = "saas-elsewhere",
        ["audit"] = listener => listener.Mode = ListenerMode.Audit,
        ["private only"] = listener => listener.LinkRequired = true,
    };

    private static readonly TextTable Table = new("""
        listener        | resource | link                       | answer
        as it is        | Enforce  | listed                     | Allowed link_matched
        as it is        | Enforce  | not listed                 | Denied link_mismatch
        as it is        | Enforce  | none                       | Denied link_missing
        as it is        | Enforce  | LOCAL with the listed link | Denied link_missing
        as it is        | Open     | LOCAL with the listed link | Allowed host_open
        as it is        | Monitor  | not listed                 | Audited link_mismatch
        as it is        | Enforce  | listed and AWS             | Denied link_ambiguous
        Azure           | Enforce  | listed and AWS             | Allowed link_matched
        AWS             | Enforce  | listed                     | Denied link_missing
        AWS             | Enforce  | listed and AWS             | Denied link_mismatch
        another service | Enforce  | listed                     | Denied link_mismatch
        audit           | Enforce  | not listed                 | Audited link_mismatch
        audit           | Enforce  | none                       | Audited link_missing
        private only    | Open     | none                       | Denied link_missing
        private only    | Open     | LOCAL with the listed link | Denied link_missing
        private only    | Open     | not listed                 | Allowed host_open
        private only    | Monitor  | none                       | Denied link_missing
        """);

    public static TheoryData<string, string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string, string>();
        foreach (var row in Table.Rows) rows.Add(row[0], row[1], row[2], row[3]);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Connection_ThroughEachListener_IsAnsweredAsTheTableSays(string listener, string resource, string link, string answer)
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await EngineUnderTest.StartAsync(options => options.Listeners["private"] = EngineUnderTest.Private(Listeners[listener]));
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(
            TestPolicy.Host, Enum.Parse<ResourceMode>(resource), upstream.Upstream, new LinkGrant(LinkId.Azure(7), EngineUnderTest.Service)));

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. Headers[link], .. Pair.Hello]);

        var decision = await engine.Sink.NextDecisionAsync();
        Assert.Equal(answer, $"{decision.Verdict} {ReasonTable.CodeOf(decision.Reason)}");
        if (decision.Verdict == Verdict.Denied) return;

        using var backend = await upstream.AcceptAsync();
        Assert.Equal(Pair.Hello, await backend.ReadExactlyAsync(Pair.Hello.Length));
    }
}
