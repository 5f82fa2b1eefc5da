using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>One connection in the live log. Immutable: when the connection ends, another entry takes its place.</summary>
/// <param name="Sequence">Grows by one with every decision of this process; a row's key, and what a paused view counts from.</param>
/// <param name="Decision">What was decided.</param>
/// <param name="Closed">How it ended; null while it is open.</param>
public sealed record ConnectionEntry(long Sequence, ConnectionDecision Decision, ConnectionClosed? Closed)
{
    /// <summary>What stands for a link ID that the viewer may not know (<see cref="LinkSight"/>); null when nothing is hidden.</summary>
    public string? HiddenLink { get; init; }
}
