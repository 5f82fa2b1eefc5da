using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>Something about a link that the engine has seen: from when to when, and how often.</summary>
public abstract class Observation
{
    public required CloudProvider Cloud { get; init; }

    /// <summary>The listener's private link service, normalised; empty when the listener serves any.</summary>
    public required string Service { get; init; }

    public required string LinkId { get; init; }

    public DateTime FirstSeen { get; private set; } = DateTime.MaxValue;

    public DateTime LastSeen { get; private set; }

    public long Connections { get; private set; }

    /// <summary>Takes in what was seen since the row was last written.</summary>
    /// <param name="first">When it was first seen.</param>
    /// <param name="last">The last time in full.</param>
    /// <param name="connections">How often.</param>
    public void Add(DateTime first, ConnectionDecision last, long connections)
    {
        if (first < FirstSeen) FirstSeen = first;
        Connections += connections;
        if (last.Time.UtcDateTime < LastSeen) return;
        LastSeen = last.Time.UtcDateTime;
        Refresh(last);
    }

    /// <summary>Keeps what the row tells about the last time.</summary>
    protected abstract void Refresh(ConnectionDecision last);
}
