using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Policy;

namespace PrivateLink.Engine.Diagnostics;

/// <summary>
/// Every log line of the engine. IDs by range, never reused: 1000 listening, 1100 header, 1200 TLS, 1300 policy, 1400 forwarding.
/// Text from the wire is logged only after validation or escaping.
/// </summary>
internal static partial class EngineLog
{
    public static void Decision(ILogger logger, ConnectionDecision decision)
    {
        var reason = ReasonTable.CodeOf(decision.Reason);
        switch (decision.Verdict)
        {
            case Verdict.Denied when decision.Reason is Reason.LimitGlobal or Reason.LimitPrelude:
                Full(logger, decision.Id, decision.Listener, reason);
                break;
            case Verdict.Denied when decision.Reason is not Reason.InternalError:
                Denied(logger, decision.Id, decision.Listener, reason, decision.Detail, decision.Host, decision.LinkId?.ToString());
                break;
            case Verdict.Audited:
                Audited(logger, decision.Id, decision.Listener, reason, decision.Host, decision.LinkId?.ToString());
                break;
            default:
                Admitted(logger, decision.Id, decision.Listener, reason, decision.Host);
                break;
        }
    }

    public static void ConnectionClosed(ILogger logger, ConnectionClosed closed)
    {
        if (logger.IsEnabled(LogLevel.Debug))
            Closed(logger, closed.Decision.Id, ReasonTable.CodeOf(closed.Reason), closed.BytesFromClient, closed.BytesFromUpstream, closed.Duration);
    }

    [LoggerMessage(1000, LogLevel.Information, "Listener {Listener} takes connections on {Address}.")]
    public static partial void ListenerStarted(ILogger logger, string listener, string address);

    [LoggerMessage(1001, LogLevel.Warning, "Listener {Listener} believes PROXY headers of everyone who can reach it (TrustedSources holds a /0 network).")]
    public static partial void TrustsEveryone(ILogger logger, string listener);

    [LoggerMessage(1002, LogLevel.Information, "Stopping: {Count} connections may finish within {Drain}.")]
    public static partial void Draining(ILogger logger, int count, TimeSpan drain);

    [LoggerMessage(1003, LogLevel.Information, "Stopped. {Count} connections were still open and have been reset.")]
    public static partial void Drained(ILogger logger, int count);

    [LoggerMessage(1004, LogLevel.Warning, "Connection {Id} on {Listener} refused: {Reason}.")]
    private static partial void Full(ILogger logger, long id, string listener, string reason);

    [LoggerMessage(1300, LogLevel.Information, "Connection {Id} on {Listener} denied: {Reason} ({Detail}), host {Host}, link {Link}.")]
    private static partial void Denied(ILogger logger, long id, string listener, string reason, string? detail, string? host, string? link);

    [LoggerMessage(1301, LogLevel.Information, "Connection {Id} on {Listener} relayed, would be denied: {Reason}, host {Host}, link {Link}.")]
    private static partial void Audited(ILogger logger, long id, string listener, string reason, string? host, string? link);

    [LoggerMessage(1302, LogLevel.Debug, "Connection {Id} on {Listener}: {Reason}, host {Host}.")]
    private static partial void Admitted(ILogger logger, long id, string listener, string reason, string? host);

    [LoggerMessage(1303, LogLevel.Error, "The decision sink failed on connection {Id}; its record is lost and counted.")]
    public static partial void SinkFailed(ILogger logger, Exception error, long id);

    [LoggerMessage(1400, LogLevel.Debug, "Connection {Id} ended: {Reason}, {FromClient} bytes from the client, {FromUpstream} from the upstream, {Duration}.")]
    private static partial void Closed(ILogger logger, long id, string reason, long fromClient, long fromUpstream, TimeSpan duration);

    [LoggerMessage(1401, LogLevel.Error, "Connection {Id} failed by a fault of our own.")]
    public static partial void ConnectionFailed(ILogger logger, Exception error, long id);
}
