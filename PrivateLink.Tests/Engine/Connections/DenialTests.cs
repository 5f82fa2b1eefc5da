using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>All name and link denials send the same alert, and nothing reaches the upstream.</summary>
public class DenialTests
{
    private const string Alert = "15030300020231 FIN";

    private static readonly byte[] Hello = ClientHelloBuilder.For(TestPolicy.Host).ToBytes();

    private static readonly Dictionary<string, byte[]> Connections = new()
    {
        ["sni_missing"] = [.. IPv4(AzureTlv(7)), .. new ClientHelloBuilder().ToBytes()],
        ["sni_invalid"] = [.. IPv4(AzureTlv(7)), .. ClientHelloBuilder.For("192.0.2.1").ToBytes()],
        ["sni_unknown"] = [.. IPv4(AzureTlv(7)), .. ClientHelloBuilder.For("unheard-of.my-saas.io").ToBytes()],
        ["host_disabled"] = [.. IPv4(AzureTlv(7)), .. ClientHelloBuilder.For("off.my-saas.io").ToBytes()],
        ["link_missing"] = [.. IPv4(), .. Hello],
        ["link_mismatch"] = [.. IPv4(AzureTlv(8)), .. Hello],
        ["link_malformed"] = [.. IPv4(Tlv(0xEE, 0x01, 7)), .. Hello],
        ["link_ambiguous"] = [.. IPv4(AzureTlv(7), AzureTlv(8)), .. Hello],
        ["link_disabled"] = [.. IPv4(AzureTlv(9)), .. Hello],
        ["claim_observed"] = [.. IPv4(AzureTlv(7)), .. ClientHelloBuilder.For("nonce.claim.invalid").ToBytes()],
    };

    public static TheoryData<string> Reasons => [.. Connections.Keys];

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Denied_WithAlert_SaysAccessDeniedAndFinishes(string reason)
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, DenyWith.Alert);

        using var client = await engine.ConnectAsync();
        await client.SendAsync(Connections[reason]);

        Assert.Equal(Alert, await client.EndingAsync());
        Assert.Equal(reason, ReasonTable.CodeOf((await engine.Sink.NextDecisionAsync()).Reason));
        Assert.Equal(0, upstream.Connections);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Denied_WithReset_SaysNothing(string reason)
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, DenyWith.Reset);

        using var client = await engine.ConnectAsync();
        await client.SendAsync(Connections[reason]);

        Assert.Equal("RST", await client.EndingAsync());
        Assert.Equal(reason, ReasonTable.CodeOf((await engine.Sink.NextDecisionAsync()).Reason));
        Assert.Equal(0, upstream.Connections);
    }

    [Fact]
    public async Task Probe_WhereDenialsAreResets_StillEndsQuietly()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, DenyWith.Reset);

        using var client = await engine.ConnectAsync();
        await client.SendAsync(IPv4(AzureTlv(7)));
        client.Finish();

        Assert.Equal("FIN", await client.EndingAsync());
        Assert.Equal((Verdict.None, Reason.ProbeHeader), Outcome(await engine.Sink.NextDecisionAsync()));
    }

    [Fact]
    public async Task Denied_WithoutAnyPolicy_IsADenialToo()
    {
        await using var engine = await EngineUnderTest.StartAsync();

        using var client = await engine.ConnectAsync();
        await client.SendAsync(Connections["link_missing"]);

        Assert.Equal(Alert, await client.EndingAsync());
        Assert.Equal((Verdict.Denied, Reason.NameUnknown), Outcome(await engine.Sink.NextDecisionAsync()));
    }

    [Fact]
    public async Task Denied_ClientGoesOnSending_StillReadsTheAlertInsteadOfAReset()
    {
        await using var engine = await EngineUnderTest.StartAsync();

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. Connections["link_missing"], .. new byte[20_000]]);

        Assert.Equal(Alert, await client.EndingAsync());
    }

    [Fact]
    public async Task Denied_ClientNeverCloses_IsClosedAfterTheLinger()
    {
        await using var engine = await EngineUnderTest.StartAsync(options => options.Timeouts.DenyLinger = TimeSpan.FromMilliseconds(200));

        using var client = await engine.ConnectAsync();
        await client.SendAsync(Connections["link_missing"]);

        var closed = await engine.Sink.NextClosedAsync();
        Assert.True(closed.Duration >= TimeSpan.FromMilliseconds(150), $"Closed after {closed.Duration}.");
    }

    [Fact]
    public async Task Denied_ByThePolicy_RecordHoldsEverythingThatWasSaid()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, DenyWith.Alert);

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. IPv4(AzureTlv(8)), .. Captures.Chromium]);
        await client.EndingAsync();

        var decision = await engine.Sink.NextDecisionAsync();
        Assert.Equal((Verdict.Denied, Reason.LinkMismatch), Outcome(decision));
        Assert.Equal(client.Socket.LocalEndPoint!.ToString(), decision.Peer.ToString());
        Assert.Equal("192.0.2.1:1000", decision.Source?.ToString());
        Assert.Equal("198.51.100.2:443", decision.Destination?.ToString());
        Assert.Equal("8", decision.LinkId?.ToString());
        Assert.Equal("ee00050108000000", decision.LinkTlv);
        Assert.Equal(Hex.Of(IPv4(AzureTlv(8))), decision.FirstBytes);
        Assert.Equal(TestPolicy.Host, decision.Host);
        Assert.Equal("h2,http/1.1", decision.Alpn);
        Assert.Equal("TLS 1.3,TLS 1.2", decision.TlsVersions);
        Assert.True(decision.EchOffered);
        Assert.Equal(engine.Current!.Revision, decision.PolicyRevision);
        var resource = engine.Current.Find(TestPolicy.Host);
        Assert.Equal((resource?.ResourceId, resource?.TenantId), (decision.ResourceId, decision.TenantId));
        Assert.Null(decision.Upstream);
        Assert.NotNull(decision.HeaderDuration);
        Assert.NotNull(decision.HelloDuration);
    }

    [Fact]
    public async Task Decided_PolicySwapped_TheNextConnectionFollowsTheNewRevision()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, DenyWith.Alert);
        using var before = await engine.ConnectAsync();

        engine.Current = TestPolicy.Snapshot(revision: 2, TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce, upstream.Upstream));
        await before.SendAsync([.. IPv4(AzureTlv(7)), .. Hello]);

        var decision = await engine.Sink.NextDecisionAsync();
        Assert.Equal((2, Reason.LinkMismatch), (decision.PolicyRevision, decision.Reason));
    }

    private static (Verdict Verdict, Reason Reason) Outcome(ConnectionDecision decision) => (decision.Verdict, decision.Reason);

    private static async Task<EngineUnderTest> StartAsync(CountingUpstream upstream, DenyWith denyWith)
    {
        var engine = await EngineUnderTest.StartAsync(options =>
            options.Listeners["private"] = EngineUnderTest.Private(listener => listener.DenyWith = denyWith));
        engine.Current = TestPolicy.Snapshot(
            TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce, upstream.Upstream,
                new LinkGrant(LinkId.Azure(7), EngineUnderTest.Service),
                new LinkGrant(LinkId.Azure(9), EngineUnderTest.Service, Enabled: false)),
            TestPolicy.SwitchedOff(TestPolicy.Resource("off.my-saas.io", ResourceMode.Open, upstream.Upstream)));
        return engine;
    }
}
