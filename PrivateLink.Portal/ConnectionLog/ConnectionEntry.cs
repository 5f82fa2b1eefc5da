using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// One connection in the log, whole. It stays inside: services hand out a <see cref="ConnectionView"/>, from which what its viewer may not
/// see is gone. Immutable: when the connection ends, another entry takes its place.
/// </summary>
/// <param name="sequence">Grows by one with every decision of this process; a row's key, and what a paused view counts from.</param>
/// <param name="decision">What was decided.</param>
/// <param name="closed">How it ended; null while it is open.</param>
/// <param name="second">The second since 1970 in which it counts.</param>
internal sealed class ConnectionEntry(long sequence, ConnectionDecision decision, ConnectionClosed? closed, long second = 0)
{
    public long Sequence => sequence;

    public ConnectionDecision Decision => decision;

    public ConnectionClosed? Closed => closed;

    public long Second => second;

    /// <summary>As the company sees it. Made once, so that any number of views cost one object.</summary>
    public ConnectionView Whole => field ??= new(this, LinkSight.Everything);

    public ConnectionEntry EndedBy(ConnectionClosed end) => new(sequence, decision, end, second);
}
