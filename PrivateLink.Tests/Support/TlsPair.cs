using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>A real TLS client and a real TLS server with the engine between them.</summary>
internal sealed class TlsPair(EngineUnderTest engine, CountingUpstream upstream, SslStream client, SslStream server) : IAsyncDisposable
{
    public SslStream Client => client;

    public SslStream Server => server;

    /// <summary>Connects through a private link and does the handshake.</summary>
    public static async Task<TlsPair> ConnectAsync(Action<EngineOptions>? configure = null)
    {
        var upstream = new CountingUpstream();
        var engine = await EngineUnderTest.StartAsync(configure);
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(
            TestPolicy.Host, ResourceMode.Enforce, upstream.Upstream, new LinkGrant(TestPolicy.GcpLink, EngineUnderTest.Service)));

        var wire = await engine.ConnectAsync();
        await wire.SendAsync(ProxyHeaderBytes.IPv4(ProxyHeaderBytes.GcpTlv(18446744072646845442)));
        var client = new SslStream(new NetworkStream(wire.Socket, ownsSocket: true));
        var clientSide = client.AuthenticateAsClientAsync(ClientOptions, TestContext.Current.CancellationToken);

        var server = new SslStream(new NetworkStream((await upstream.AcceptAsync()).Socket, ownsSocket: true));
        await server.AuthenticateAsServerAsync(ServerOptions, TestContext.Current.CancellationToken);
        await clientSide;
        return new TlsPair(engine, upstream, client, server);
    }

    public static async Task<string> ReadToEndAsync(SslStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        await server.DisposeAsync();
        await engine.DisposeAsync();
        await upstream.DisposeAsync();
    }

    private static SslClientAuthenticationOptions ClientOptions => new()
    {
        TargetHost = TestPolicy.Host,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        RemoteCertificateValidationCallback = TestCertificate.IsPresented,
    };

    private static SslServerAuthenticationOptions ServerOptions => new()
    {
        ServerCertificate = TestCertificate.Instance,
        ApplicationProtocols = [SslApplicationProtocol.Http2],
    };
}
