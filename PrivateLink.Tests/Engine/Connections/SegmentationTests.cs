using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>However header and hello are split into segments, the verdict is the same and the upstream gets exactly the client's bytes.</summary>
public class SegmentationTests
{
    private static readonly byte[] Header = Sealed(IPv4(EmptyChecksum, AwsTlv("vpce-08d2bf15fac5001c9"), Tlv(0x04, new byte[36])));
    private static readonly byte[] Hello = Captures.OpenSsl;
    private static readonly byte[] All = [.. Header, .. Hello];

    [Fact]
    public async Task Prelude_CutInTwoAnywhere_IsReadTheSame()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream);

        // Every byte around each boundary, and every seventh elsewhere.
        var borders = new[] { 0, 12, 16, 28, Header.Length, Header.Length + 5, Header.Length + 9, All.Length };
        for (var at = 1; at < All.Length; at++)
            if (at % 7 == 0 || borders.Any(border => Math.Abs(border - at) <= 1))
                await ExpectRelayedAsync(engine, upstream, All[..at], All[at..]);
    }

    [Fact]
    public async Task Prelude_ByteByByte_IsReadTheSame()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream);

        await ExpectRelayedAsync(engine, upstream, [.. All.Select(value => new[] { value })]);
    }

    [Fact]
    public async Task Prelude_WithEarlyDataBehindIt_RelaysThatToo()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream);

        await ExpectRelayedAsync(engine, upstream, [.. All, .. TlsBytes.Record([1], type: 20), .. TlsBytes.Record(new byte[9000], type: 23)]);
    }

    [Fact]
    public async Task Prelude_Of64KiBInTinyRecords_IsRelayedAsItCame()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(upstream);

        await ExpectRelayedAsync(engine, upstream, [.. Header, .. TlsBytes.RecordsOf(ClientHelloBuilder.For(TestPolicy.Host).PaddedTo(1 << 16).Message(), 100)]);
    }

    /// <summary>Sends each segment only after the previous one has been sent, and reads at the upstream the bytes after the header.</summary>
    private static async Task ExpectRelayedAsync(EngineUnderTest engine, CountingUpstream upstream, params byte[][] segments)
    {
        using var client = await engine.ConnectAsync();
        foreach (var segment in segments)
        {
            await client.SendAsync(segment);
            await Task.Yield();
        }

        var decision = await engine.Sink.NextDecisionAsync();
        Assert.Equal((Verdict.Allowed, Reason.LinkMatched), (decision.Verdict, decision.Reason));

        byte[] expected = [.. segments.SelectMany(segment => segment).Skip(Header.Length)];
        using var backend = await upstream.AcceptAsync();
        client.Finish();
        Assert.Equal(expected, await backend.ReadExactlyAsync(expected.Length));
        Assert.Equal("FIN", await backend.EndingAsync());
        backend.Finish();

        Assert.Equal("FIN", await client.EndingAsync());
        Assert.Equal(expected.Length, (await engine.Sink.NextClosedAsync()).BytesFromClient);
    }

    private static async Task<EngineUnderTest> StartAsync(CountingUpstream upstream)
    {
        var engine = await EngineUnderTest.StartAsync();
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(
            TestPolicy.Host, ResourceMode.Enforce, upstream.Upstream, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service)));
        return engine;
    }
}
