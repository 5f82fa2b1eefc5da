using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Facts derived from a decision or an ending that several places need.</summary>
internal static class DecisionFacts
{
    /// <summary>When the engine had read the ClientHello, or the part of it that came.</summary>
    public static DateTimeOffset DecidedAt(this ConnectionDecision decision) => decision.Time + (decision.HeaderDuration ?? default) + (decision.HelloDuration ?? default);

    /// <summary>Whether it was allowed.</summary>
    public static bool IsRelayed(this ConnectionDecision decision) => decision.Upstream is not null;

    /// <summary>Whether it was allowed but not delivered, or not to the end.</summary>
    public static bool IsFailure(this ConnectionClosed closed) => Outcomes.Of(closed.Decision.Verdict, closed.Reason) == Outcome.Failed;
}
