using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Tests.Support;

/// <summary>
/// An HTTP client in a customer's network, behind a load balancer that adds the cloud's header. It names one host to TLS and may name another to
/// HTTP, as an attacker does, and as a browser does that reuses a connection.
/// </summary>
internal sealed class LinkClient(IPEndPoint engine, LinkId link, string serverName) : IDisposable
{
    private readonly List<HttpClient> _clients = [];

    /// <summary>One request on a connection of its own.</summary>
    public async Task<HttpResponseMessage> GetAsync(string host, Version version, CancellationToken cancellation)
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) => ConnectAsync(version, token) });
        _clients.Add(client);

        // The handler would take the TLS name from the host it asks for, so TLS is ours and what it sees is plain.
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{serverName}/"))
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Headers = { Host = host },
        };
        return await client.SendAsync(request, cancellation);
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());

    private async ValueTask<Stream> ConnectAsync(Version version, CancellationToken cancellation)
    {
        var wire = await WireEnd.ConnectAsync(engine);
        await wire.SendAsync(ProxyHeaderBytes.IPv4(ProxyHeaderBytes.AwsTlv(link.ToString())));
        var tls = new SslStream(new NetworkStream(wire.Socket, ownsSocket: true));
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = serverName,
                ApplicationProtocols = [version == HttpVersion.Version20 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11],
                RemoteCertificateValidationCallback = TestCertificate.IsPresented,
            },
            cancellation);
        return tls;
    }
}
