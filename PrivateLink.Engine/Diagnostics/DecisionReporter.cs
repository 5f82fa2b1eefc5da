using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Decisions;

namespace PrivateLink.Engine.Diagnostics;

/// <summary>Reports decisions to the sink, the metrics and the log. A failure in one affects neither the others nor the traffic. Never throws.</summary>
internal sealed class DecisionReporter
{
    private readonly EngineMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Action<ConnectionDecision> _count, _write, _hand;
    private readonly Action<ConnectionClosed> _countEnd, _writeEnd, _handEnd;

    public DecisionReporter(IDecisionSink sink, EngineMetrics metrics, DecisionLog log, ILogger<DecisionReporter> logger)
    {
        (_metrics, _logger) = (metrics, logger);
        (_count, _write, _hand) = (metrics.Decided, log.Write, sink.OnDecision);
        (_countEnd, _writeEnd, _handEnd) = (metrics.Closed, closed => EngineLog.ConnectionClosed(logger, closed), sink.OnClosed);
    }

    public void Decided(ConnectionDecision decision)
    {
        Tell(_count, decision);
        Tell(_write, decision);
        if (Tell(_hand, decision) is { } error) Lost(error, decision);
    }

    public void Closed(ConnectionClosed closed)
    {
        Tell(_countEnd, closed);
        Tell(_writeEnd, closed);
        if (Tell(_handEnd, closed) is { } error) Lost(error, closed.Decision);
    }

    private static Exception? Tell<T>(Action<T> taker, T what)
    {
        try
        {
            taker(what);
            return null;
        }
        catch (Exception error)
        {
            return error;
        }
    }

    private void Lost(Exception error, ConnectionDecision decision)
    {
        Tell(static metrics => metrics.RecordDropped(), _metrics);
        Tell(id => EngineLog.SinkFailed(_logger, error, id), decision.Id);
    }
}
