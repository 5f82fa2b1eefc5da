using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>What follows from a decision or an ending, and is asked for in several places.</summary>
internal static class DecisionFacts
{
    /// <summary>When the ClientHello had been read, or as much as came of it.</summary>
    public static DateTimeOffset DecidedAt(this ConnectionDecision decision) => decision.Time + (decision.HeaderDuration ?? default) + (decision.HelloDuration ?? default);

    /// <summary>Whether it was let in.</summary>
    public static bool IsRelayed(this ConnectionDecision decision) => decision.Upstream is not null;

    /// <summary>Whether it was let in and not delivered, or not to the end.</summary>
    public static bool IsFailure(this ConnectionClosed closed) => Outcomes.Of(closed.Decision.Verdict, closed.Reason) == Outcome.Failed;
}
