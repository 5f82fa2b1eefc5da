using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>How often something was seen in a short period, when first, and its last occurrence in full. Not thread-safe.</summary>
internal sealed class ObservedTimes
{
    private ObservedTimes(ConnectionDecision decision)
    {
        Last = decision;
        First = decision.Time.UtcDateTime;
        FirstMatched = decision.Reason == Reason.LinkMatched ? First : null;
    }

    public DateTime First { get; private set; }

    /// <summary>When a resource that lists the link first accepted it; null if none did.</summary>
    public DateTime? FirstMatched { get; private set; }

    public ConnectionDecision Last { get; private set; }

    public long Connections { get; private set; } = 1;

    public static ObservedTimes Once(ConnectionDecision decision) => new(decision);

    public void Add(ConnectionDecision decision) => Add(Once(decision));

    public void Add(ObservedTimes other)
    {
        Connections += other.Connections;
        if (other.First < First) First = other.First;
        if (other.FirstMatched is { } matched && !(FirstMatched <= matched)) FirstMatched = matched;
        if (other.Last.Time >= Last.Time) Last = other.Last;
    }
}
