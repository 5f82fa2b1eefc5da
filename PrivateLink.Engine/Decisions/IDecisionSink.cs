namespace PrivateLink.Engine.Decisions;

/// <summary>
/// Receives the engine's decisions. Called while connections are handled, from any thread. An implementation must not block, wait or throw; it drops
/// and counts what it cannot take.
/// </summary>
public interface IDecisionSink
{
    /// <summary>Receives a decision, before the first byte goes to the upstream.</summary>
    void OnDecision(ConnectionDecision decision);

    /// <summary>Receives the end of the same connection.</summary>
    void OnClosed(ConnectionClosed closed);
}
