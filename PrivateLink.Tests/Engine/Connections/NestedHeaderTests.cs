using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>With Strip, a second header is never relayed and never used as an identity.</summary>
public class NestedHeaderTests
{
    private static readonly byte[] Listed = IPv4(AzureTlv(7));
    private static readonly byte[] Stranger = IPv4(AzureTlv(8));

    [Fact]
    public async Task Strip_SecondHeaderOfAStranger_TheFirstStaysTheIdentityAndOnlyTheHelloIsRelayed()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream);

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. Listed, .. Stranger, .. Pair.Hello]);
        using var backend = await upstream.AcceptAsync();
        client.Finish();

        Assert.Equal($"{Hex.Of(Pair.Hello)} FIN", await backend.EndingAsync());
        var decision = await engine.Sink.NextDecisionAsync();
        Assert.Equal((Verdict.Allowed, Reason.LinkMatched), (decision.Verdict, decision.Reason));
        Assert.Equal((LinkId.Azure(7), LinkId.Azure(8)), (decision.LinkId, decision.NestedLinkId));
    }

    [Fact]
    public async Task Strip_SecondHeaderWithTheListedLink_DoesNotOpenTheDoor()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream);

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. Stranger, .. Listed, .. Pair.Hello]);

        Assert.Equal("15030300020231 FIN", await client.EndingAsync());
        Assert.Equal(Reason.LinkMismatch, (await engine.Sink.NextDecisionAsync()).Reason);
        Assert.Equal(0, upstream.Connections);
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public async Task Strip_BothHeadersTogether_TakeAtMost4096Bytes(int length, bool fits)
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream);
        var second = IPv4(Tlv(0x04, new byte[length - Listed.Length - IPv4(Tlv(0x04)).Length]));

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. Listed, .. second, .. Pair.Hello]);

        Assert.Equal(fits ? Reason.LinkMatched : Reason.HeaderTooLarge, (await engine.Sink.NextDecisionAsync()).Reason);
    }

    [Fact]
    public async Task Strip_SecondHeaderBroken_IsRefused()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream);

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. Listed, .. IPv4(EmptyChecksum), .. Pair.Hello]);

        Assert.Equal("RST", await client.EndingAsync());
        Assert.Equal(Verdict.Denied, (await engine.Sink.NextDecisionAsync()).Verdict);
    }

    private static async Task<EngineUnderTest> StartAsync(CountingUpstream upstream)
    {
        var engine = await EngineUnderTest.StartAsync(options =>
            options.Listeners["private"] = EngineUnderTest.Private(listener => listener.NestedHeader = NestedHeaderMode.Strip));
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(
            TestPolicy.Host, ResourceMode.Enforce, upstream.Upstream, new LinkGrant(LinkId.Azure(7), EngineUnderTest.Service)));
        return engine;
    }
}
