using System.Text;
using PrivateLink.Protocol;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>The header for upstreams that ask for one: original addresses, the authorised name, the link TLV as sent, a new checksum.</summary>
public class UpstreamHeaderTests
{
    [Theory]
    [InlineData("Azure:7")]
    [InlineData("Aws:vpce-08d2bf15fac5001c9")]
    [InlineData("Absent")]
    public async Task Relay_ToABackendThatAsksForIt_BeginsWithAHeader(string link)
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, sendProxyHeader: true);

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. Sealed(IPv4([EmptyChecksum, Tlv(0x04, 0), .. LinkTlv(link)])), .. ClientHelloBuilder.For("MegaCorp.My-SaaS.io.").ToBytes()]);
        using var backend = await upstream.AcceptAsync();
        client.Finish();
        var received = await ReceivedAsync(backend);

        Assert.Equal(ParseStatus.Done, ProxyProtocolParser.Parse(received, out var header, out _));
        Assert.Equal(ClientHelloBuilder.For("MegaCorp.My-SaaS.io.").ToBytes(), received[header.Length..]);
        Assert.Equal(("192.0.2.1:1000", "198.51.100.2:443"), (header.Source?.ToString(), header.Destination?.ToString()));
        Assert.Equal(link, LinkText.Of(LinkIdReader.Read(header.Tlvs)));
        Assert.Equal(TestPolicy.Host, Encoding.ASCII.GetString(Value(header.Tlvs, TlvType.Authority)!));
        Assert.NotNull(Value(header.Tlvs, TlvType.Crc32C));
        Assert.Null(Value(header.Tlvs, TlvType.Noop));
    }

    [Fact]
    public async Task Relay_AnotherTlvOfTheSameCloudFirst_TheBackendGetsTheOneWithTheId()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, sendProxyHeader: true);

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. IPv4(Tlv(0xEA, 0x02, 9), AwsTlv("vpce-0a1b2c3d")), .. Pair.Hello]);
        using var backend = await upstream.AcceptAsync();
        client.Finish();

        Assert.Equal(ParseStatus.Done, ProxyProtocolParser.Parse(await ReceivedAsync(backend), out var header, out _));
        Assert.Equal("Aws:vpce-0a1b2c3d", LinkText.Of(LinkIdReader.Read(header.Tlvs)));
        Assert.Equal(Hex.Of(AwsTlv("vpce-0a1b2c3d")), (await engine.Sink.NextDecisionAsync()).LinkTlv);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(513)]
    [InlineData(3_500)]
    public async Task Relay_LinkOfAnyLength_TheBackendGetsItByteForByte(int length)
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, sendProxyHeader: true);
        var tlv = AwsTlv(new string('a', length));

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. IPv4(tlv), .. Pair.Hello]);
        using var backend = await upstream.AcceptAsync();
        client.Finish();

        Assert.Equal(ParseStatus.Done, ProxyProtocolParser.Parse(await ReceivedAsync(backend), out var header, out _));
        Assert.Equal(tlv[3..], Value(header.Tlvs, 0xEA));
    }

    /// <summary>A header without the link would claim that there is none, and receivers would refuse a longer one.</summary>
    [Fact]
    public async Task Relay_LinkThatLeavesNoRoomForTheName_EndsWithHeaderTooLarge()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, sendProxyHeader: true);

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. IPv4(AwsTlv(new string('a', 4_060))), .. Pair.Hello]);

        Assert.Equal("RST", await client.EndingAsync());
        Assert.Equal(CloseReason.HeaderTooLarge, (await engine.Sink.NextClosedAsync()).Reason);
    }

    [Fact]
    public async Task Relay_ToAnyOtherBackend_BeginsWithTheHello()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream, sendProxyHeader: false);

        using var client = await engine.ConnectAsync();
        await client.SendAsync([.. IPv4(AzureTlv(7)), .. Pair.Hello]);
        using var backend = await upstream.AcceptAsync();
        client.Finish();

        Assert.Equal(Pair.Hello, await ReceivedAsync(backend));
    }

    private static byte[][] LinkTlv(string link) => link switch
    {
        "Absent" => [],
        "Azure:7" => [AzureTlv(7)],
        _ => [AwsTlv("vpce-08d2bf15fac5001c9")],
    };

    private static byte[]? Value(ReadOnlySpan<byte> tlvs, byte type)
    {
        var reader = new TlvReader(tlvs);
        while (reader.Read())
            if (reader.Type == type) return reader.Value.ToArray();
        return null;
    }

    private static async Task<byte[]> ReceivedAsync(WireEnd backend)
    {
        var ending = await backend.EndingAsync();
        Assert.EndsWith(" FIN", ending, StringComparison.Ordinal);
        return Hex.Bytes(ending[..^4]);
    }

    private static async Task<EngineUnderTest> StartAsync(CountingUpstream upstream, bool sendProxyHeader)
    {
        var engine = await EngineUnderTest.StartAsync();
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(
            TestPolicy.Host, ResourceMode.Open, upstream.Upstream with { SendProxyHeader = sendProxyHeader }));
        return engine;
    }
}
