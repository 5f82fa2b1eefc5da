using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A customer's client behind a private endpoint, or on the internet; the test plays the cloud between it and the listener.</summary>
internal static class PlayedClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Its address in the cloud's header.</summary>
    public static NetworkAddress Source { get; } = TestDecision.Address("10.0.20.7", 51_000);

    /// <summary>Connects once and disconnects. A refusal is also a valid result.</summary>
    public static async Task KnockAsync(IPEndPoint listener, LinkId? link, string host)
    {
        try
        {
            await using var tls = await ConnectAsync(listener, link, host);
            await tls.ShutdownAsync();
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            // Denied.
        }
    }

    /// <summary>Connects and stays; the caller owns the connection.</summary>
    public static async Task<SslStream> ConnectAsync(IPEndPoint listener, LinkId? link, string host)
    {
        using var patience = new CancellationTokenSource(Patience);
        PlayedHeader[] headers = link is { } id
            ? [PlayedHeader.Of(id) with { Source = Source, Destination = TestDecision.Address("10.0.10.63", 443) }]
            : [];
        var tls = new SslStream(await new LoadBalancer(listener, headers).ConnectAsync(patience.Token), leaveInnerStreamOpen: false);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = host,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        }, patience.Token);
        return tls;
    }

    /// <summary>Waits until the other side ends the connection.</summary>
    public static async Task ExpectCutAsync(Stream connection)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            Assert.Equal(0, await connection.ReadAsync(new byte[64], patience.Token));
        }
        catch (IOException)
        {
            // A reset also counts as an end.
        }
    }
}
