namespace PrivateLink.Engine.Decisions;

/// <summary>Discards every decision. The engine's default, until the host registers a sink.</summary>
internal sealed class NullDecisionSink : IDecisionSink
{
    public void OnDecision(ConnectionDecision decision)
    {
    }

    public void OnClosed(ConnectionClosed closed)
    {
    }
}
