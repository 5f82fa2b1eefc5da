using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Tests.Support;

/// <summary>
/// An HTTP client in a customer's network, behind a load balancer that adds the cloud's header. It may name one host in TLS and another in HTTP, as
/// an attacker does, or a browser that reuses a connection.
/// </summary>
internal sealed class LinkClient(IPEndPoint engine, LinkId link, string serverName) : IDisposable
{
    private readonly List<HttpClient> _clients = [];

    /// <summary>Sends one request on a new connection.</summary>
    public async Task<HttpResponseMessage> GetAsync(string host, Version version, CancellationToken cancellation)
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) => ConnectAsync(version, token) });
        _clients.Add(client);

        // The handler would use the request's host as the TLS name, so the test does TLS itself and the handler sees plain HTTP.
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
