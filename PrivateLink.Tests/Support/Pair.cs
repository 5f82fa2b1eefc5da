using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>An engine with one relayed connection, its client and its backend.</summary>
internal sealed class Pair : IAsyncDisposable
{
    private Pair(EngineUnderTest engine, CountingUpstream upstream, WireEnd client, WireEnd backend) =>
        (Engine, Upstream, Client, Backend) = (engine, upstream, client, backend);

    public EngineUnderTest Engine { get; }

    public CountingUpstream Upstream { get; }

    public WireEnd Client { get; }

    public WireEnd Backend { get; }

    /// <summary>Connects through a private link; the hello has already arrived at the backend.</summary>
    public static async Task<Pair> ConnectAsync(Action<EngineOptions>? configure = null)
    {
        var upstream = new CountingUpstream();
        var engine = await EngineUnderTest.StartAsync(configure);
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(
            TestPolicy.Host, ResourceMode.Enforce, upstream.Upstream, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service)));

        var client = await engine.ConnectAsync();
        await client.SendAsync(FirstBytes);
        Assert.Equal(Verdict.Allowed, (await engine.Sink.NextDecisionAsync()).Verdict);

        var backend = await upstream.AcceptAsync();
        Assert.Equal(Hello, await backend.ReadExactlyAsync(Hello.Length));
        return new Pair(engine, upstream, client, backend);
    }

    public static byte[] Hello { get; } = ClientHelloBuilder.For(TestPolicy.Host).ToBytes();

    /// <summary>The bytes the client has sent: a header with the listed link, and the hello.</summary>
    public static byte[] FirstBytes { get; } = [.. ProxyHeaderBytes.IPv4(ProxyHeaderBytes.AwsTlv(TestPolicy.AwsLink.ToString())), .. Hello];

    public Task<ConnectionClosed> ClosedAsync() => Engine.Sink.NextClosedAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Backend.Dispose();
        await Engine.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
