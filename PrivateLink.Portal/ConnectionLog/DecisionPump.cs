namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Moves what the engine reported from the channel into the live log, in batches.</summary>
public sealed class DecisionPump(DecisionChannel channel, LiveConnections connections) : BackgroundService
{
    /// <summary>Large enough to signal rarely under load, small enough that readers of the log wait for a millisecond at most.</summary>
    private const int BatchSize = 1_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<DecisionEvent>(BatchSize);
        while (await channel.Reader.WaitToReadAsync(stoppingToken))
        {
            while (batch.Count < BatchSize && channel.Reader.TryRead(out var @event)) batch.Add(@event);
            connections.Take(batch);
            batch.Clear();
        }
    }
}
