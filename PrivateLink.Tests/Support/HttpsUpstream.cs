using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Tests.Support;

/// <summary>A backend that terminates TLS and answers one HTTP/1.1 request per connection.</summary>
internal sealed class HttpsUpstream : IAsyncDisposable
{
    public const string Answer = "hello from behind the link";

    private readonly CountingUpstream _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public HttpsUpstream() => _serving = ServeAllAsync();

    public Upstream Upstream => _connections.Upstream;

    public int Connections => _connections.Connections;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        await _connections.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ServeAllAsync()
    {
        try
        {
            while (true) _ = ServeAsync((await _connections.NextAsync(_stop.Token)).Socket);
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = TestCertificate.Instance }, _stop.Token);
            using var reader = new StreamReader(tls, Encoding.ASCII);
            while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
            {
                // The rest of the request: headers, until the empty line.
            }

            var response = $"HTTP/1.1 200 OK\r\nContent-Length: {Answer.Length}\r\nConnection: close\r\n\r\n{Answer}";
            await tls.WriteAsync(Encoding.ASCII.GetBytes(response), _stop.Token);
            await tls.ShutdownAsync();
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client disconnected; the test observes that on its own side.
        }
    }
}
