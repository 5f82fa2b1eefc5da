namespace PrivateLink.Engine.Decisions;

/// <summary>Takes nothing: the engine's default, until a host registers a sink of its own.</summary>
internal sealed class NullDecisionSink : IDecisionSink
{
    public void OnDecision(ConnectionDecision decision)
    {
    }

    public void OnClosed(ConnectionClosed closed)
    {
    }
}
