using PrivateLink.Engine.Background;
using PrivateLink.Portal.ConnectionLog.Following;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.ConnectionLog.Troubles;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Passes the engine's events to every consumer, in batches and in order. Consumers only keep them in memory; slow work such as the database happens
/// elsewhere. The journal comes first, so that everything the other consumers know is noted. The backlog comes last, because only it drops records
/// when full. Counts and observations include every connection.
/// </summary>
public sealed partial class DecisionPump(
    DecisionChannel channel,
    RecordJournal journal,
    LiveConnections connections,
    ConnectionFollowers followers,
    TrafficCounters counters,
    TroubleWatch troubles,
    LinkWatch links,
    PeerWatch peers,
    RollUpCounters rollUps,
    RecordBacklog backlog,
    TimeProvider time,
    ILogger<DecisionPump> logger) : SupervisedService(time, logger)
{
    /// <summary>Large enough to signal rarely under load, and small enough that readers of the log wait at most a millisecond.</summary>
    private const int BatchSize = 1_000;

    private readonly ILogger _logger = logger;
    private readonly Action<IReadOnlyList<DecisionEvent>>[] _takers =
        [journal.Append, connections.Take, followers.Take, counters.Take, troubles.Take, links.Take, peers.Take, rollUps.Take, DecisionSpans.Take, backlog.Take];

    /// <summary>Takes the remaining events. The engine has stopped by now, and its last records are on their way.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        channel.Complete();
        if (ExecuteTask is { } draining) await draining.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

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

    /// <summary>A fault in one consumer must not affect the others.</summary>
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
