using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>The open connections, for operators to list and to close. Thread-safe.</summary>
public sealed class OpenConnections
{
    private readonly ConnectionRegistry _registry;

    internal OpenConnections(ConnectionRegistry registry) => _registry = registry;

    /// <summary>
    /// The decisions of relayed connections, in no particular order. Enumerates every connection, so call it on a user's request and not on a timer.
    /// </summary>
    public IEnumerable<ConnectionDecision> Relayed =>
        _registry.Open.Select(static story => story.Record).OfType<ConnectionDecision>().Where(static record => record.Upstream is not null);

    /// <summary>Whether a connection is open, with or without a verdict.</summary>
    public bool IsOpen(long id) => _registry.Contains(id);

    /// <summary>Resets both sides of a connection and ends it with <see cref="CloseReason.ClosedOperator"/>.</summary>
    /// <returns>False if it had already ended.</returns>
    public bool Close(long id) => _registry.Abort(id, CloseReason.ClosedOperator);
}
