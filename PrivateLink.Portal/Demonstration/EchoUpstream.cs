using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;

namespace PrivateLink.Portal.Demonstration;

/// <summary>The service that the demonstration protects: a TLS server on a local port, for all hosts of <c>*.my-saas.io</c>.</summary>
public sealed partial class EchoUpstream(IOptions<DemonstrationOptions> options, TimeProvider time, ILogger<EchoUpstream> logger)
    : SupervisedService(time, logger)
{
    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private TcpListener? _listener;

    /// <summary>Where it listens; null while it does not listen.</summary>
    public IPEndPoint? Address => _listener?.LocalEndpoint as IPEndPoint;

    /// <summary>Listens before any other service starts, unless the process before this one still does.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (Duty.IsHeld) Listen();
        return base.StartAsync(cancellationToken);
    }

    private void Listen()
    {
        var listener = new TcpListener(options.Value.UpstreamAddress);
        try
        {
            listener.Start();
            _listener = listener;
        }
        catch (SocketException exception)
        {
            // The rest of the demonstration still works, but relayed connections end with backend_refused.
            listener.Dispose();
            LogCannotListen(options.Value.Upstream, exception.Message);
        }
    }

    public override void Dispose()
    {
        _listener?.Dispose();
        base.Dispose();
    }

    protected override IEnumerable<BackgroundLoop> Loops => [new("Playing the upstream", ServeAsync)];

    private async Task ServeAsync(CancellationToken stoppingToken)
    {
        if (_listener is null) Listen();
        if (_listener is null) return;

        using var certificate = EchoCertificate.Create(_time.GetUtcNow());
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(stoppingToken);
                running.RemoveAll(task => task.IsCompleted);
                running.Add(ServeAsync(socket, certificate, stoppingToken));
            }
        }
        finally
        {
            _listener.Dispose();
            _listener = null;
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(Socket socket, X509Certificate2 certificate, CancellationToken stopping)
    {
        try
        {
            await using var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    ApplicationProtocols = [SslApplicationProtocol.Http11],
                },
                stopping);
            await EchoConversation.HoldAsync(stream, socket.RemoteEndPoint, stopping);
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            LogConversationEnded(exception.Message);
        }
    }

    [LoggerMessage(2900, LogLevel.Warning,
        "The demonstration's echo upstream cannot listen on {Address}: {Problem}. Free the port, or set Demonstration:Upstream to another address.")]
    private partial void LogCannotListen(string address, string problem);

    [LoggerMessage(2901, LogLevel.Debug, "A conversation with the echo upstream ended early: {Problem}")]
    private partial void LogConversationEnded(string problem);
}
