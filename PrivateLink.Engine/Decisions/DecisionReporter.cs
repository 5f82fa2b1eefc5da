using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;

namespace PrivateLink.Engine.Decisions;

/// <summary>Tells everybody who wants to know: sink, metrics, log. Whatever goes wrong with them, the traffic does not notice.</summary>
internal sealed class DecisionReporter(IDecisionSink sink, EngineMetrics metrics, DecisionLog log, ILogger<DecisionReporter> logger)
{
    public void Decided(ConnectionDecision decision)
    {
        metrics.Decided(decision);
        log.Write(decision);
        try
        {
            sink.OnDecision(decision);
        }
        catch (Exception error)
        {
            SinkFailed(error, decision);
        }
    }

    public void Closed(ConnectionClosed closed)
    {
        metrics.Closed(closed);
        EngineLog.ConnectionClosed(logger, closed);
        try
        {
            sink.OnClosed(closed);
        }
        catch (Exception error)
        {
            SinkFailed(error, closed.Decision);
        }
    }

    private void SinkFailed(Exception error, ConnectionDecision decision)
    {
        metrics.RecordDropped();
        EngineLog.SinkFailed(logger, error, decision.Id);
    }
}
