using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Demonstration;
using Xunit;

namespace PrivateLink.Tests.Portal.Demonstration;

public sealed class EchoUpstreamTests : IAsyncLifetime
{
    private readonly EchoUpstream _upstream = new(
        Options.Create(new DemonstrationOptions { Upstream = "127.0.0.1:0" }), TimeProvider.System, NullLogger<EchoUpstream>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _upstream.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _upstream.StopAsync(CancellationToken.None);
        _upstream.Dispose();
    }

    [Fact]
    public async Task Connection_WithAnHttpRequest_GetsAPageThatNamesTheHost()
    {
        await using var client = await ConnectAsync("megacorp.my-saas.io");
        await client.WriteAsync("GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n"u8.ToArray(), Cancellation);

        var answer = await ReadToEndAsync(client);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("megacorp.my-saas.io", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere.example", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_WithAnHttpRequestInPieces_GetsThePage()
    {
        await using var client = await ConnectAsync("megacorp.my-saas.io");
        foreach (var piece in new[] { "GET / HT", "TP/1.1\r\nHost", ": a\r\n\r", "\n" })
            await client.WriteAsync(Encoding.ASCII.GetBytes(piece), Cancellation);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await ReadToEndAsync(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connection_WithAnythingElse_GetsItBackUntilItHasFinished()
    {
        await using var client = await ConnectAsync("globex.my-saas.io");
        using var answers = new StreamReader(client, Encoding.UTF8);
        await client.WriteAsync("first\nsecond\n"u8.ToArray(), Cancellation);
        Assert.Equal("first", await answers.ReadLineAsync(Cancellation));
        Assert.Equal("second", await answers.ReadLineAsync(Cancellation));

        await client.WriteAsync("no line end"u8.ToArray(), Cancellation);
        await client.ShutdownAsync();
        Assert.Equal("no line end", await answers.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task Certificate_CoversTheDemonstrationsHosts()
    {
        await using var client = await ConnectAsync("status.my-saas.io");
        using var certificate = new X509Certificate2(client.RemoteCertificate!);

        Assert.True(certificate.MatchesHostname("status.my-saas.io"));
        Assert.False(certificate.MatchesHostname("my-saas.example"));
    }

    [Fact]
    public async Task Connection_WithoutTls_LeavesTheUpstreamServing()
    {
        using (var stranger = new TcpClient())
        {
            await stranger.ConnectAsync(_upstream.Address!, Cancellation);
            await stranger.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Cancellation);
        }

        await using var client = await ConnectAsync("megacorp.my-saas.io");
        Assert.True(client.IsAuthenticated);
    }

    [Fact]
    public async Task StopAsync_WithAnOpenConversation_EndsIt()
    {
        await using var client = await ConnectAsync("megacorp.my-saas.io");
        await _upstream.StopAsync(Cancellation);

        await Assert.ThrowsAnyAsync<IOException>(() => client.ReadExactlyAsync(new byte[1], Cancellation).AsTask());
    }

    [Fact]
    public async Task StartAsync_OnATakenPort_StartsWithoutListening()
    {
        var options = Options.Create(new DemonstrationOptions { Upstream = _upstream.Address!.ToString() });
        using var second = new EchoUpstream(options, TimeProvider.System, NullLogger<EchoUpstream>.Instance);

        await second.StartAsync(Cancellation);
        Assert.Null(second.Address);
        await second.StopAsync(Cancellation);
    }

    private async Task<SslStream> ConnectAsync(string host)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_upstream.Address!, Cancellation);
        var client = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate is not null);
        await client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, Cancellation);
        return client;
    }

    private static async Task<string> ReadToEndAsync(SslStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancellation);
    }
}
