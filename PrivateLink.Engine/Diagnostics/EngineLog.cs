using System.Net;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Diagnostics;

/// <summary>
/// Every log line of the engine. IDs by range, never reused: 1000 listening, 1100 header, 1200 TLS, 1300 policy, 1400 forwarding.
/// Text from the wire is logged only after validation or escaping.
/// </summary>
internal static partial class EngineLog
{
    public static void ConnectionClosed(ILogger logger, ConnectionClosed closed)
    {
        if (logger.IsEnabled(LogLevel.Debug))
            Closed(logger, closed.Decision.Id, ReasonTable.CodeOf(closed.Reason), closed.BytesFromClient, closed.BytesFromUpstream, closed.Duration);
    }

    [LoggerMessage(1000, LogLevel.Information, "Listener {Listener} accepts connections on {Address}.")]
    public static partial void ListenerStarted(ILogger logger, string listener, string address);

    [LoggerMessage(1001, LogLevel.Warning, "Listener {Listener} trusts PROXY headers from every source (TrustedSources contains a /0 network).")]
    public static partial void TrustsEveryone(ILogger logger, string listener);

    [LoggerMessage(1002, LogLevel.Information, "Stopping: {Count} connections may finish within {Drain}.")]
    public static partial void Draining(ILogger logger, int count, TimeSpan drain);

    [LoggerMessage(1003, LogLevel.Information, "Stopped. {Count} connections were still open and have been reset.")]
    public static partial void Drained(ILogger logger, int count);

    [LoggerMessage(1005, LogLevel.Information, "Stopping: {Count} connections are still open.")]
    public static partial void StillOpen(ILogger logger, int count);

    [LoggerMessage(1004, LogLevel.Warning, "Connection {Id} on {Listener} refused: {Reason}.")]
    public static partial void Full(ILogger logger, long id, string listener, string reason);

    [LoggerMessage(1006, LogLevel.Critical, "Event loop {Loop} failed. Its connections are lost; the loop restarts.")]
    public static partial void LoopDied(ILogger logger, Exception error, int loop);

    [LoggerMessage(1007, LogLevel.Error, "Background work failed: {Loop}. It restarts in {Pause}.")]
    public static partial void LoopFailed(ILogger logger, Exception error, string loop, TimeSpan pause);

    [LoggerMessage(1008, LogLevel.Information, "Stopping: reporting not ready. Still accepting connections for {Patience}, until load balancers have noticed.")]
    public static partial void LameDuck(ILogger logger, TimeSpan patience);

    [LoggerMessage(1009, LogLevel.Warning, "{Others} of {Limit} descriptors are open for purposes other than connections; few or none are left for connections.")]
    public static partial void FewDescriptors(ILogger logger, int others, int limit);

    [LoggerMessage(1010, LogLevel.Warning, "A port cannot accept connections on event loop {Loop}; the loop keeps trying.")]
    public static partial void CannotAccept(ILogger logger, Exception error, int loop);

    [LoggerMessage(1011, LogLevel.Warning, "Port {Address} cannot accept connections; the engine keeps trying.")]
    public static partial void PortCannotAccept(ILogger logger, Exception error, IPEndPoint address);

    [LoggerMessage(1012, LogLevel.Error, "A connection on {Address} failed right after it was accepted; it was reset.")]
    public static partial void AcceptedFailed(ILogger logger, Exception error, IPEndPoint address);

    [LoggerMessage(1300, LogLevel.Information, "Connection {Id} on {Listener} denied: {Reason}, detail {Detail}, host {Host}, link {Link}.")]
    public static partial void Denied(ILogger logger, long id, string listener, string reason, string detail, string host, string link);

    [LoggerMessage(1301, LogLevel.Information, "Connection {Id} on {Listener} relayed, but enforcement would deny it: {Reason}, host {Host}, link {Link}.")]
    public static partial void Audited(ILogger logger, long id, string listener, string reason, string host, string link);

    [LoggerMessage(1302, LogLevel.Debug, "Connection {Id} on {Listener}: {Reason}, host {Host}.")]
    public static partial void Admitted(ILogger logger, long id, string listener, string reason, string host);

    [LoggerMessage(1303, LogLevel.Error, "The decision sink failed for connection {Id}. Its record is lost, and counted as dropped.")]
    public static partial void SinkFailed(ILogger logger, Exception error, long id);

    [LoggerMessage(1304, LogLevel.Information, "Policy revision {Revision} ended {Count} open connections that it denies.")]
    public static partial void Revoked(ILogger logger, long revision, int count);

    [LoggerMessage(1305, LogLevel.Information, "{Count} more identical denials in the last minute on {Listener}: {Reason}, host {Host}, link {Link}.")]
    public static partial void DeniedMore(ILogger logger, int count, string listener, string reason, string host, string link);

    [LoggerMessage(1400, LogLevel.Debug, "Connection {Id} ended: {Reason}, {FromClient} bytes from the client, {FromUpstream} from the upstream, {Duration}.")]
    private static partial void Closed(ILogger logger, long id, string reason, long fromClient, long fromUpstream, TimeSpan duration);

    [LoggerMessage(1402, LogLevel.Warning, "Upstream address {Address} is down: it {Problem}.")]
    public static partial void UpstreamDown(ILogger logger, IPEndPoint address, string problem);

    [LoggerMessage(1403, LogLevel.Information, "Upstream address {Address} is up again.")]
    public static partial void UpstreamUp(ILogger logger, IPEndPoint address);

    [LoggerMessage(1404, LogLevel.Warning, "This engine lacked the means to connect to {Upstream}: {Fault}. Occurrences since the last such message: {Count}.")]
    public static partial void OwnFault(ILogger logger, string upstream, string fault, long count);

    [LoggerMessage(1405, LogLevel.Error, "An internal fault ended a check of upstream address {Address}; the next check runs as usual.")]
    public static partial void CheckFailed(ILogger logger, Exception error, IPEndPoint address);

    [LoggerMessage(1401, LogLevel.Error, "An internal fault ended connection {Id}.")]
    public static partial void ConnectionFailed(ILogger logger, Exception error, long id);
}
