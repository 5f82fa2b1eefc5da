using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>A link that the engine has seen: the first time, the last time, and how often.</summary>
public abstract class Observation
{
    public required CloudProvider Cloud { get; init; }

    /// <summary>The listener's private link service, normalised. Empty if the listener serves any.</summary>
    public required string Service { get; init; }

    public required string LinkId { get; init; }

    public DateTime FirstSeen { get; private set; } = DateTime.MaxValue;

    public DateTime LastSeen { get; private set; }

    public long Connections { get; private set; }

    /// <summary>Adds what the engine has seen since the last write of the row.</summary>
    /// <param name="first">The first time.</param>
    /// <param name="last">The full decision of the last time.</param>
    /// <param name="connections">The number of connections.</param>
    public void Add(DateTime first, ConnectionDecision last, long connections)
    {
        if (first < FirstSeen) FirstSeen = first;
        Connections += connections;
        if (last.Time.UtcDateTime < LastSeen) return;
        LastSeen = last.Time.UtcDateTime;
        Refresh(last);
    }

    /// <summary>Stores the details of the last time.</summary>
    protected abstract void Refresh(ConnectionDecision last);
}
