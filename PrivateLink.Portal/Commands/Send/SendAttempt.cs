using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using PrivateLink.Portal.Demonstration;

namespace PrivateLink.Portal.Commands.Send;

/// <summary>One connection to a listener with a cloud's header, and its outcome.</summary>
public static class SendAttempt
{
    private const int LongestAnswer = 4096;

    public static async Task<SendOutcome> RunAsync(SendRequest request, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(request.Timeout);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            await using var connection = await new LoadBalancer(request.To, request.Headers).ConnectAsync(ending.Token);
            return await SpeakAsync(connection, request, ending.Token);
        }
        catch (SocketException exception)
        {
            return SendOutcome.NotRelayed($"Not reached: {request.ToInWords}: {exception.Message}.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return SendOutcome.NotRelayed($"No answer within {request.Timeout.TotalSeconds:0.#} seconds.");
        }
    }

    private static async Task<SendOutcome> SpeakAsync(NetworkStream connection, SendRequest request, CancellationToken cancellation)
    {
        var watch = new WatchedStream(connection);
        try
        {
            return request.Host is null
                ? await ProbeAsync(connection, cancellation)
                : await SpeakTlsAsync(watch, request.Host, request.Message, cancellation);
        }
        catch (Exception) when (watch.Alert is { } alert)
        {
            return SendOutcome.NotRelayed(TlsAlertText.Denial(alert));
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            return SendOutcome.NotRelayed(Explain(exception));
        }
    }

    private static async Task<SendOutcome> ProbeAsync(NetworkStream connection, CancellationToken cancellation)
    {
        connection.Socket.Shutdown(SocketShutdown.Send);
        var received = await connection.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, cancellation);
        return received == 0
            ? SendOutcome.Relayed("Closed without a message, as expected for a probe.")
            : SendOutcome.NotRelayed("Received an answer, although nothing was requested.");
    }

    private static async Task<SendOutcome> SpeakTlsAsync(WatchedStream connection, string host, string? message, CancellationToken cancellation)
    {
        await using var tls = new SslStream(connection, leaveInnerStreamOpen: true);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            // The certificate is printed, but this command does not check whether it is trusted.
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        };
        await tls.AuthenticateAsClientAsync(options, cancellation);

        await tls.WriteAsync(Encoding.UTF8.GetBytes(message is null ? HttpRequest(host) : message + "\n"), cancellation);
        var answer = new byte[LongestAnswer];
        var length = await tls.ReadAsync(answer, cancellation);
        return SendOutcome.Relayed(
            $"""
            Relayed: {Version(tls.SslProtocol)} handshake completed, certificate {tls.RemoteCertificate?.Subject}.
            {(length == 0 ? "The upstream closed without an answer." : $"The upstream answered:\n{Printable(answer.AsSpan(0, length))}")}
            """);
    }

    private static string Explain(Exception exception) => exception.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown } => "Reset: the connection was closed without an answer.",
        AuthenticationException failed => $"The TLS handshake failed: {failed.Message}",
        IOException => "Closed: the connection ended before the TLS handshake was complete.",
        var other => $"The connection failed: {other.Message}",
    };

    private static string HttpRequest(string host) => $"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n";

    private static string Version(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls12 => "TLS 1.2",
        SslProtocols.Tls13 => "TLS 1.3",
        _ => protocol.ToString(),
    };

    /// <summary>The indented answer, without characters that could control a terminal.</summary>
    private static string Printable(ReadOnlySpan<byte> answer)
    {
        var lines = Encoding.UTF8.GetString(answer).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        return string.Join('\n', lines.Select(line => "  " + string.Concat(line.Select(character => char.IsControl(character) ? '.' : character))));
    }
}
