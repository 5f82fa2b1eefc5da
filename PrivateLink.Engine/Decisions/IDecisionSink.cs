namespace PrivateLink.Engine.Decisions;

/// <summary>
/// Takes what the engine decides. Called on the way of a connection, from any thread: an implementation must not block, wait or
/// throw; what it cannot take it drops and counts.
/// </summary>
public interface IDecisionSink
{
    /// <summary>A verdict, before the first byte goes to the upstream.</summary>
    void OnDecision(ConnectionDecision decision);

    /// <summary>The end of the same connection.</summary>
    void OnClosed(ConnectionClosed closed);
}
