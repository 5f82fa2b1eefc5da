using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>Connections in a time range that were decided but have no row of their own, counted by verdict.</summary>
public sealed class RecordGap
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The engine that made the decisions.</summary>
    public required string Node { get; init; }

    /// <summary>When the first of them was accepted.</summary>
    public required DateTime From { get; set; }

    /// <summary>When the last of them was accepted.</summary>
    public required DateTime To { get; set; }

    public long Allowed { get; private set; }

    public long Denied { get; private set; }

    public long Audited { get; private set; }

    /// <summary>Connections without a verdict.</summary>
    public long Probes { get; private set; }

    /// <summary>How many of the total were omitted on purpose, to keep room for denials. The others are lost.</summary>
    public long Sampled { get; private set; }

    public long Total => Allowed + Denied + Audited + Probes;

    public long Lost => Total - Sampled;

    internal static RecordGap Begin(ConnectionDecision decision) =>
        new() { Node = decision.Node, From = decision.Time.UtcDateTime, To = decision.Time.UtcDateTime };

    internal void Add(ConnectionDecision decision, bool sampled)
    {
        var time = decision.Time.UtcDateTime;
        if (time < From) From = time;
        if (time > To) To = time;
        if (sampled) Sampled++;
        switch (decision.Verdict)
        {
            case Verdict.Allowed: Allowed++; break;
            case Verdict.Denied: Denied++; break;
            case Verdict.Audited: Audited++; break;
            default: Probes++; break;
        }
    }
}
