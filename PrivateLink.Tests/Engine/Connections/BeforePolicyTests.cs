using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>The client's action after it has sent its bytes.</summary>
internal enum Then
{
    Finish,
    Reset,
    Wait,
}

/// <summary>One connection that ends before the policy: what it sends, how it ends on the wire, and its record.</summary>
/// <param name="Situation">The name of the case.</param>
/// <param name="Listener">The listener it connects to.</param>
/// <param name="Sends">Its bytes.</param>
/// <param name="Then">The client's next action.</param>
/// <param name="Ending">What the client receives: bytes, then FIN or RST.</param>
/// <param name="Reason">The record's reason.</param>
/// <param name="Facts">What the record holds besides the reason.</param>
internal sealed record Early(string Situation, string Listener, byte[] Sends, Then Then, string Ending, string Reason, string Facts = "");

/// <summary>Connections that end before the policy is evaluated (docs/design.md, <i>Parsing</i>), through real sockets.</summary>
public class BeforePolicyTests
{
    private const string Alert = "15030300020231 FIN";
    private const string From = "from 192.0.2.1:1000 to 198.51.100.2:443";
    private const string Azure7 = From + ", link Azure:7";

    private static readonly byte[] Header = IPv4(AzureTlv(7));
    private static readonly byte[] LocalHeader = Of(Local, Unspecified, []);
    private static readonly byte[] Hello = ClientHelloBuilder.For(TestPolicy.Host).Alpn("h2").ToBytes();
    private static readonly byte[] Nameless = new ClientHelloBuilder().ToBytes();

    private static readonly Early[] Table =
    [
        new("a stranger with a perfect header", "elsewhere", [.. Header, .. Hello], Then.Wait, "RST", "source_untrusted"),
        new("a stranger who says nothing", "elsewhere", [], Then.Wait, "RST", "source_untrusted"),

        new("nothing, then FIN", "private", [], Then.Finish, "FIN", "probe_empty"),
        new("nothing, then FIN, without headers", "public", [], Then.Finish, "FIN", "probe_empty"),
        new("nothing, then reset", "private", [], Then.Reset, "", "probe_empty"),
        new("nothing until the deadline", "private", [], Then.Wait, "FIN", "prelude_idle"),
        new("nothing until the deadline, without headers", "public", [], Then.Wait, "FIN", "prelude_idle"),

        new("LOCAL, then FIN", "private", LocalHeader, Then.Finish, "FIN", "health_check"),
        new("LOCAL with addresses, then FIN", "private", Of(Local, TcpOverIPv4, IPv4Addresses), Then.Finish, "FIN", "health_check"),
        new("LOCAL without the addresses of its family, then FIN", "private",
            Sealed(Of(Local, TcpOverIPv4, [], EmptyChecksum, Tlv(0x04, new byte[36]))), Then.Finish, "FIN", "health_check"),
        new("LOCAL with a link, then FIN", "private", Of(Local, Unspecified, [], AzureTlv(7)), Then.Finish, "FIN", "health_check"),
        new("LOCAL, then reset", "private", LocalHeader, Then.Reset, "", "health_check"),
        new("header without payload, then FIN", "private", Header, Then.Finish, "FIN", "probe_header", Azure7),
        new("header without payload, then reset", "private", Header, Then.Reset, "", "probe_header", Azure7),
        new("header without link or payload, then FIN", "private", IPv4(), Then.Finish, "FIN", "probe_header", From),

        new("TLS without a header", "private", Hello, Then.Wait, "RST", "pp_missing", "looks like TLS"),
        new("HTTP without a header", "private", "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Then.Wait, "RST", "pp_missing", "looks like HTTP"),
        new("SSH without a header", "private", "SSH-2.0-x\r\n"u8.ToArray(), Then.Wait, "RST", "pp_missing", "looks like SSH"),
        new("version 1", "private", [.. "PROXY TCP4 192.0.2.1 198.51.100.2 1000 443\r\n"u8, .. Hello], Then.Wait, "RST", "pp_v1_refused"),
        new("half a signature, then FIN", "private", Header[..6], Then.Finish, "RST", "pp_truncated"),
        new("half a header, then FIN", "private", Header[..20], Then.Finish, "RST", "pp_truncated"),
        new("half a header, then reset", "private", Header[..20], Then.Reset, "", "pp_truncated"),
        new("a header but for its last byte until the deadline", "private", Header[..^1], Then.Wait, "RST", "pp_timeout"),
        new("a header of version 3", "private", WithLength(0x31, 0x11, 0), Then.Wait, "RST", "pp_malformed"),
        new("TLVs that do not fit", "private", [.. IPv4([1, 2]), .. Hello], Then.Wait, "RST", "pp_malformed"),
        new("5 KiB of header", "private", WithLength(Proxy, TcpOverIPv4, 5000), Then.Wait, "RST", "pp_too_large"),
        new("a wrong checksum", "private", [.. IPv4(EmptyChecksum, AzureTlv(7)), .. Hello], Then.Wait, "RST", "pp_crc_mismatch"),

        new("a header on a listener without headers", "public", [.. Header, .. Hello], Then.Wait, "RST", "pp_unexpected"),
        new("version 1 on a listener without headers", "public", "PROXY UNKNOWN\r\n"u8.ToArray(), Then.Wait, "RST", "pp_unexpected"),

        new("a second header with another link", "private", [.. Header, .. IPv4(AwsTlv("vpce-forged")), .. Hello],
            Then.Wait, "RST", "pp_nested", Azure7 + ", nested Aws:vpce-forged"),
        new("a second header with the same link", "private", [.. Header, .. Header, .. Hello],
            Then.Wait, "RST", "pp_nested", Azure7 + ", nested Azure:7"),
        new("a second header behind a public one", "private", [.. IPv4(), .. Header, .. Hello],
            Then.Wait, "RST", "pp_nested", From + ", nested Azure:7"),
        new("LOCAL, then a header", "private", [.. LocalHeader, .. Header, .. Hello], Then.Wait, "RST", "pp_nested", "nested Azure:7"),
        new("a second header of version 1", "private", [.. Header, .. "PROXY UNKNOWN\r\n"u8, .. Hello], Then.Wait, "RST", "pp_nested", Azure7),
        new("a third header where one is stripped", "strip", [.. Header, .. IPv4(), .. IPv4(GcpTlv(9)), .. Hello],
            Then.Wait, "RST", "pp_nested", Azure7 + ", nested Gcp:9"),

        new("HTTP after the header", "private", [.. Header, .. "GET / HTTP/1.1\r\n\r\n"u8], Then.Wait, "RST", "hello_not_tls", Azure7 + ", looks like HTTP"),
        new("SSH after the header", "private", [.. Header, .. "SSH-2.0-x\r\n"u8], Then.Wait, "RST", "hello_not_tls", Azure7 + ", looks like SSH"),
        new("PostgreSQL after the header", "private", [.. Header, .. Hex.Bytes("0000000804d2162f")],
            Then.Wait, "RST", "hello_not_tls", Azure7 + ", looks like PostgreSQL"),
        new("HTTP without headers", "public", "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Then.Wait, "RST", "hello_not_tls", "looks like HTTP"),
        new("SSLv2", "public", Hex.Bytes("802e 01 0301 0015 0000 0010"), Then.Wait, "RST", "hello_not_tls", "looks like SSL 2"),
        new("LOCAL, then HTTP", "private", [.. LocalHeader, .. "GET / HTTP/1.1\r\n\r\n"u8], Then.Wait, "RST", "hello_not_tls", "looks like HTTP"),
        new("two names", "private", [.. Header, .. ClientHelloBuilder.For("a.example").Name("b.example").ToBytes()], Then.Wait, "RST", "hello_malformed",
            Azure7 + ", name a.example"),
        new("a record of 64 KiB", "private", [.. Header, .. TlsBytes.Record([], length: 65_535)], Then.Wait, "RST", "hello_too_large", Azure7),
        new("a hello of 16 MiB", "public", TlsBytes.Record(TlsBytes.Message([3, 3], length: 0xFF_FFFF)), Then.Wait, "RST", "hello_too_large"),
        new("half a hello, then FIN", "private", [.. Header, .. Hello[..50]], Then.Finish, "RST", "hello_truncated", Azure7),
        new("half a hello, then reset", "private", [.. Header, .. Hello[..50]], Then.Reset, "", "hello_truncated", Azure7),
        new("a hello but for its last byte until the deadline", "private", [.. Header, .. Hello[..^1]], Then.Wait, "RST", "hello_timeout", Azure7),
        new("a header and nothing more until the deadline", "private", Header, Then.Wait, "RST", "hello_timeout", Azure7),
        new("half a hello until the deadline, without headers", "public", Hello[..50], Then.Wait, "RST", "hello_timeout"),

        new("no name", "private", [.. Header, .. Nameless], Then.Wait, Alert, "sni_missing", Azure7),
        new("no name, without headers", "public", Nameless, Then.Wait, Alert, "sni_missing"),
        new("an address as name", "private", [.. Header, .. ClientHelloBuilder.For("10.0.0.1").ToBytes()],
            Then.Wait, Alert, "sni_invalid", Azure7 + ", name 10.0.0.1"),
        new("a name with a NUL", "public", ClientHelloBuilder.For("megacorp.my-saas.io\0.evil.example").ToBytes(),
            Then.Wait, Alert, "sni_invalid", @"name megacorp.my-saas.io\x00.evil.example"),
        new("a name in a terminal's language", "public", ClientHelloBuilder.For("\u001B[2J<b>\r\n").ToBytes(),
            Then.Wait, Alert, "sni_invalid", @"name \x1b[2J<b>\x0d\x0a"),
    ];

    public static TheoryData<string> Situations => [.. Table.Select(row => row.Situation)];

    [Theory]
    [MemberData(nameof(Situations))]
    public async Task Connection_NeverGetsToThePolicy_EndsAndIsRecordedAsTheTableSays(string situation)
    {
        var row = Table.Single(row => row.Situation == situation);
        await using var upstream = new CountingUpstream();
        var deadline = row.Reason is "prelude_idle" or "pp_timeout" or "hello_timeout" ? new FakeTimeProvider() : null;
        await using var engine = await StartAsync(upstream, deadline);

        using var client = await engine.ConnectAsync(row.Listener);
        await client.SendAsync(row.Sends);
        if (deadline is not null) await PassAsync(deadline, engine, row.Sends.Length > 0);
        if (row.Then == Then.Finish) client.Finish();
        if (row.Then == Then.Reset) client.Reset();

        if (row.Then != Then.Reset) Assert.Equal(row.Ending, await client.EndingAsync());
        client.Dispose();

        var decision = await engine.Sink.NextDecisionAsync();
        Assert.Equal((row.Reason, VerdictOf(row.Reason)), (ReasonTable.CodeOf(decision.Reason), decision.Verdict));
        Assert.Equal(row.Facts, Facts(decision, withDetail: row.Facts.Contains("looks like", StringComparison.Ordinal)));
        Assert.Equal((row.Listener, 0L), (decision.Listener, decision.PolicyRevision));

        var closed = await engine.Sink.NextClosedAsync();
        Assert.Equal((decision, CloseReason.NotAdmitted), (closed.Decision, closed.Reason));
        Assert.Equal((0, 0), (upstream.Connections, engine.Sink.Pending));
    }

    /// <summary>Lets the deadline pass once everything sent has arrived, however long that takes.</summary>
    private static async Task PassAsync(FakeTimeProvider deadline, EngineUnderTest engine, bool hasSent)
    {
        await Eventually.TrueAsync(() => engine.Status.UndecidedConnections == 1 && (!hasSent || engine.Get<PreludeBudget>().Taken > 0));
        deadline.Advance(TimeSpan.FromSeconds(10));
    }

    /// <summary>The policy would allow everything that reaches it. A test clock needs the sockets transport, which uses it.</summary>
    private static async Task<EngineUnderTest> StartAsync(CountingUpstream upstream, FakeTimeProvider? time)
    {
        var engine = await EngineUnderTest.StartAsync(options =>
        {
            if (time is not null) options.Transport = TransportKind.Sockets;
            options.Listeners["private"] = EngineUnderTest.Private();
            options.Listeners["public"] = EngineUnderTest.Public();
            options.Listeners["strip"] = EngineUnderTest.Private(listener => listener.NestedHeader = NestedHeaderMode.Strip);
            options.Listeners["elsewhere"] = EngineUnderTest.Private(listener =>
            {
                listener.TrustedSources.Clear();
                listener.TrustedSources.Add("10.0.0.0/8");
            });
        },
        services => services.AddSingleton(time ?? TimeProvider.System));
        engine.Current = TestPolicy.Snapshot(
            TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open, upstream.Upstream),
            TestPolicy.Resource("*.example", ResourceMode.Open, upstream.Upstream));
        return engine;
    }

    private static Verdict VerdictOf(string reason) =>
        reason is "probe_empty" or "health_check" or "probe_header" or "prelude_idle" ? Verdict.None : Verdict.Denied;

    private static string Facts(ConnectionDecision decision, bool withDetail)
    {
        List<string?> facts =
        [
            decision.Source is { } source ? $"from {source} to {decision.Destination}" : null,
            decision.LinkKind == LinkIdentityKind.One ? $"link {decision.LinkId?.Cloud}:{decision.LinkId}" : null,
            decision.NestedLinkId is { } nested ? $"nested {nested.Cloud}:{nested}" : null,
            decision.ServerName is { } name ? $"name {name}" : null,
            decision.Host is { } host ? $"host {host}" : null,
            withDetail ? decision.Detail : null,
        ];
        return string.Join(", ", facts.OfType<string>());
    }
}
