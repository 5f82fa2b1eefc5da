using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// One complete connection in the log, for internal use. Services return a <see cref="ConnectionView"/> instead, which hides what its viewer may not
/// see. Immutable: when the connection ends, a new entry replaces this one.
/// </summary>
/// <param name="sequence">Grows by one with every decision of this process. It is a row's key, and a paused view counts from it.</param>
/// <param name="decision">The decision.</param>
/// <param name="closed">How it ended; null while it is open.</param>
/// <param name="second">The second since 1970 in which it counts.</param>
internal sealed class ConnectionEntry(long sequence, ConnectionDecision decision, ConnectionClosed? closed, long second = 0)
{
    public long Sequence => sequence;

    public ConnectionDecision Decision => decision;

    public ConnectionClosed? Closed => closed;

    public long Second => second;

    /// <summary>The view for the company. Made once and shared by all viewers.</summary>
    public ConnectionView Whole => field ??= new(this, LinkSight.Everything);

    public ConnectionEntry EndedBy(ConnectionClosed end) => new(sequence, decision, end, second);
}
