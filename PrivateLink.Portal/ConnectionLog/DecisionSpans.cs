using System.Diagnostics;
using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// A span for each sampled decision, made afterwards from its times, so that the connection itself waits for nothing. It never says whose
/// connection it was: no link ID, host, tenant or address.
/// </summary>
internal static class DecisionSpans
{
    public const string SourceName = "PrivateLink.Decisions";

    public const string SpanName = "decision";

    private static readonly ActivitySource s_source = new(SourceName);

    public static void Take(IReadOnlyList<DecisionEvent> events)
    {
        if (!s_source.HasListeners()) return;
        foreach (var @event in events)
            if (@event.Closed is null)
                Draw(@event.Decision);
    }

    private static void Draw(ConnectionDecision decision)
    {
        using var span = s_source.StartActivity(SpanName, ActivityKind.Server, parentContext: default, startTime: decision.Time);
        if (span is null) return;
        span.SetTag("privatelink.listener", decision.Listener);
        span.SetTag("privatelink.verdict", VerdictText.Of(decision.Verdict));
        span.SetTag("privatelink.reason", ReasonTable.CodeOf(decision.Reason));
        span.SetTag("privatelink.policy.revision", decision.PolicyRevision);
        if (decision.HeaderDuration is { } header) span.SetTag("privatelink.header.duration", header.TotalSeconds);
        if (decision.HelloDuration is { } hello) span.SetTag("privatelink.hello.duration", hello.TotalSeconds);
        span.SetEndTime(decision.DecidedAt().UtcDateTime);
    }
}
