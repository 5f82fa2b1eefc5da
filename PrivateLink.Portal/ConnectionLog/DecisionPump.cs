using PrivateLink.Engine.Background;
using PrivateLink.Portal.ConnectionLog.Following;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.ConnectionLog.RollUps;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Hands what the engine reported to everybody who wants it, in batches and in the engine's order. All of them only remember; what
/// takes time, like the database, happens elsewhere. The journal comes first: what the others know of is noted. What is left out for want
/// of room is left out by the backlog, which comes last: counts and observations know every connection.
/// </summary>
public sealed partial class DecisionPump(
    DecisionChannel channel,
    RecordJournal journal,
    LiveConnections connections,
    ConnectionFollowers followers,
    TrafficCounters counters,
    LinkWatch links,
    PeerWatch peers,
    RollUpCounters rollUps,
    RecordBacklog backlog,
    TimeProvider time,
    ILogger<DecisionPump> logger) : SupervisedService(time, logger)
{
    /// <summary>Large enough to signal rarely under load, small enough that readers of the log wait for a millisecond at most.</summary>
    private const int BatchSize = 1_000;

    private readonly ILogger _logger = logger;
    private readonly Action<IReadOnlyList<DecisionEvent>>[] _takers = [journal.Append, connections.Take, followers.Take, counters.Take, links.Take, peers.Take, rollUps.Take, backlog.Take];

    /// <summary>Takes what is left: the engine has stopped by now, and its last records are on their way.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        channel.Complete();
        if (ExecuteTask is { } draining) await draining.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override IEnumerable<BackgroundLoop> Loops => [new("Passing on engine reports", HandOnAsync)];

    private async Task HandOnAsync(CancellationToken stoppingToken)
    {
        var batch = new List<DecisionEvent>(BatchSize);
        while (await channel.WaitAsync(stoppingToken))
        {
            while (batch.Count < BatchSize && channel.TryTake(out var @event)) batch.Add(@event);
            foreach (var take in _takers) Give(batch, take);
            batch.Clear();
        }
    }

    /// <summary>A fault in one of them keeps nothing from the others.</summary>
    private void Give(IReadOnlyList<DecisionEvent> batch, Action<IReadOnlyList<DecisionEvent>> take)
    {
        try
        {
            take(batch);
        }
        catch (Exception exception)
        {
            LogFailed(exception, take.Target?.GetType().Name);
        }
    }

    [LoggerMessage(2021, LogLevel.Error, "{Taker} could not process what the engine reported")]
    private partial void LogFailed(Exception exception, string? taker);
}
