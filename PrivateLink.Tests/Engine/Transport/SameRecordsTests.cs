using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Protocol.ProxyProtocol;
using PrivateLink.Tests.Protocol.Tls;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>The same bytes make the same records with every transport.</summary>
public class SameRecordsTests
{
    private static readonly byte[] Header = IPv4(AwsTlv(TestPolicy.AwsLink.ToString()));
    private static readonly byte[] Hello = ClientHelloBuilder.For(TestPolicy.Host).Alpn("h2").ToBytes();

    private static readonly (string What, byte[] Bytes)[] Streams =
    [
        ("nothing", []),
        ("half a header", Header[..20]),
        ("a header", Header),
        ("LOCAL", Of(Local, Unspecified, [])),
        ("half a hello", [.. Header, .. Hello[..60]]),
        ("listed", [.. Header, .. Hello]),
        ("listed, with early data", [.. Header, .. Hello, .. TlsBytes.Record(new byte[9000], type: 23)]),
        ("not listed", [.. IPv4(AwsTlv("vpce-00000000000000000")), .. Hello]),
        ("without link", [.. IPv4(), .. Hello]),
        ("two headers", [.. Header, .. IPv4(AwsTlv("vpce-11111111111111111")), .. Hello]),
        ("unknown host", [.. Header, .. ClientHelloBuilder.For("other.my-saas.io").ToBytes()]),
        ("no name", [.. Header, .. new ClientHelloBuilder().ToBytes()]),
        .. HostileHeaders.All.Select(hostile => (hostile.Name, hostile.Bytes)),
        .. HostileHellos.All.Select(hostile => (hostile.Name, (byte[])[.. Header, .. hostile.Bytes])),
    ];

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(7)]
    public async Task Records_OfTheSameStreams_AreTheSameOnBothTransports(int pieceSize)
    {
        TransportKinds.SkipUnlessSupported(TransportKind.Epoll);
        await using var upstream = new CountingUpstream();
        await using var epoll = await StartAsync(TransportKind.Epoll, upstream);
        await using var sockets = await StartAsync(TransportKind.Sockets, upstream);

        foreach (var (what, bytes) in Streams)
        {
            var onSockets = await RecordOfAsync(sockets, upstream, bytes, pieceSize);
            Assert.Equal($"{what}: {onSockets}", $"{what}: {await RecordOfAsync(epoll, upstream, bytes, pieceSize)}");
        }
    }

    private static async Task<EngineUnderTest> StartAsync(TransportKind kind, CountingUpstream upstream)
    {
        var engine = await EngineUnderTest.StartAsync(options =>
        {
            options.Transport = kind;
            options.Node = "node";
            options.Listeners["private"] = EngineUnderTest.Private(listener => listener.NestedHeader = NestedHeaderMode.Deny);
        });
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(
            TestPolicy.Host, ResourceMode.Enforce, upstream.Upstream, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service)));
        return engine;
    }

    /// <summary>Sends the bytes and a FIN. The backend, if reached, reads to the end and also finishes.</summary>
    private static async Task<string> RecordOfAsync(EngineUnderTest engine, CountingUpstream upstream, byte[] bytes, int pieceSize)
    {
        using var client = await engine.ConnectAsync();
        for (var sent = 0; sent < Math.Min(bytes.Length, 4096); sent += pieceSize)
        {
            await client.SendAsync(bytes[sent..(int)Math.Min(bytes.Length, (long)sent + pieceSize)]);
            if (pieceSize == int.MaxValue) break;
            await Task.Yield();
        }

        FinishIfOpen(client);
        var decision = await engine.Sink.NextDecisionAsync();
        if (decision.Verdict == Verdict.Allowed)
        {
            using var backend = await upstream.AcceptAsync();
            await backend.EndingAsync();
            backend.Finish();
        }

        // The guess about unexpected bytes depends on how many had arrived.
        var closed = await engine.Sink.NextClosedAsync();
        return pieceSize == int.MaxValue ? TextOf(closed) : TextOf(closed with { Decision = closed.Decision with { Detail = null, FirstBytes = null } });
    }

    private static void FinishIfOpen(WireEnd client)
    {
        try
        {
            client.Finish();
        }
        catch (System.Net.Sockets.SocketException)
        {
            // Already refused and reset.
        }
    }

    /// <summary>All fields except times, IDs and ports, which differ between connections.</summary>
    private static string TextOf(ConnectionClosed closed)
    {
        var decision = closed.Decision with { Id = 0, Time = default, Peer = default, ResourceId = null, TenantId = null, HeaderDuration = null, HelloDuration = null };
        var relayed = decision.Verdict == Verdict.Allowed ? $"{closed.BytesFromClient} up, {closed.BytesFromUpstream} down" : "not relayed";
        return $"{decision}, {closed.Reason}, {relayed}, {closed.UpstreamAddress}";
    }
}
