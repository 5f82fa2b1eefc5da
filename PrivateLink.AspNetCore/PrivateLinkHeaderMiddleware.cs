using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.AspNetCore;

/// <summary>
/// Connection middleware that reads the engine's header. It sets the connection's original addresses for the middleware after it, and closes
/// connections that do not begin with a header.
/// </summary>
internal sealed class PrivateLinkHeaderMiddleware(
    ConnectionDelegate next, PrivateLinkHeaderOptions options, TimeProvider time, ILogger<PrivateLinkHeaderMiddleware> logger)
{
    private readonly TrustedSources _trusted = new(options.TrustedSources);
    private readonly TimeSpan _timeout = options.Timeout;

    /// <summary>Handles one connection.</summary>
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        var header = await ReadAsync(connection);
        if (header.Problem != HeaderProblem.None)
        {
            Refuse(connection, header.Problem);
            return;
        }

        connection.Features.Set<IPrivateLinkFeature>(new PrivateLinkFeature(
            header.AuthorisedHost, header.LinkId, header.Source, header.Destination, connection.RemoteEndPoint!));
        connection.RemoteEndPoint = header.Source ?? connection.RemoteEndPoint;
        connection.LocalEndPoint = header.Destination ?? connection.LocalEndPoint;
        await next(connection);
    }

    private async ValueTask<HeaderContent> ReadAsync(ConnectionContext connection)
    {
        if (connection.RemoteEndPoint is not IPEndPoint peer || !_trusted.Contains(NetworkAddress.From(peer))) return new(HeaderProblem.Untrusted);

        using var deadline = new CancellationTokenSource(_timeout, time);
        try
        {
            return await HeaderReader.ReadAsync(connection.Transport.Input, deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return new(HeaderProblem.Late);
        }
        catch (Exception error) when (error is ConnectionResetException or ConnectionAbortedException)
        {
            return new(HeaderProblem.Truncated);
        }
    }

    private void Refuse(ConnectionContext connection, HeaderProblem problem)
    {
        if (problem == HeaderProblem.Probe)
        {
            // Expected: the engine's checks open and close a connection without sending anything.
            BackendLog.Probed(logger, connection.ConnectionId);
            return;
        }

        BackendLog.Refused(logger, connection.ConnectionId, connection.RemoteEndPoint, problem);
        connection.Abort(new ConnectionAbortedException($"The connection did not begin with a valid PrivateLink header: {problem}."));
    }
}
