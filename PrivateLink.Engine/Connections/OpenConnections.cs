using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>The connections that are open now, as operations see them and may end them. Thread-safe.</summary>
public sealed class OpenConnections
{
    private readonly ConnectionRegistry _registry;

    internal OpenConnections(ConnectionRegistry registry) => _registry = registry;

    /// <summary>
    /// Those that are relayed, with what was decided about them, in no particular order. Walks all of them: for a person who asks,
    /// not for a clock.
    /// </summary>
    public IEnumerable<ConnectionDecision> Relayed =>
        _registry.Open.Select(static story => story.Record).OfType<ConnectionDecision>().Where(static record => record.Upstream is not null);

    /// <summary>Whether a connection is open, decided or not.</summary>
    public bool IsOpen(long id) => _registry.Contains(id);

    /// <summary>Ends one with a reset on both sides and <see cref="CloseReason.ClosedOperator"/>.</summary>
    /// <returns>False when it had ended already.</returns>
    public bool Close(long id) => _registry.Abort(id, CloseReason.ClosedOperator);
}
