using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// What happens to the policy in the background: a failed publication is repeated, changes of other processes are found, and the whole
/// policy is written to disk when enough has changed.
/// </summary>
public sealed class PolicyUpkeep(PolicyPublisher publisher, IOptions<PolicyOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _repeat = new(0, 1);
    private readonly SemaphoreSlim _write = new(0, 1);

    /// <summary>How long to wait after a failure, given how long it was the last time.</summary>
    internal static TimeSpan Later(TimeSpan delay) => delay * 2 < LongestRetry ? delay * 2 : LongestRetry;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        publisher.WorkLeft += OnWorkLeft;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        publisher.WorkLeft -= OnWorkLeft;
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _repeat.Dispose();
        _write.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(RepeatAsync(stoppingToken), WatchAsync(stoppingToken), WriteAsync(stoppingToken));

    private static void Signal(SemaphoreSlim semaphore)
    {
        if (semaphore.CurrentCount > 0) return;
        try
        {
            semaphore.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody else was faster; once is enough.
        }
    }

    private void OnWorkLeft()
    {
        if (publisher.Status.PendingError is not null) Signal(_repeat);
        if (publisher.WantsWhole) Signal(_write);
    }

    /// <summary>Waits for a failure, then repeats the publication, less and less often. After a failure everything is looked at.</summary>
    private async Task RepeatAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _repeat.WaitAsync(stoppingToken);
            for (var delay = FirstRetry; publisher.Status.PendingError is not null; delay = Later(delay))
            {
                await Task.Delay(delay, time, stoppingToken);
                await publisher.RefreshAsync(stoppingToken);
            }
        }
    }

    /// <summary>Other portals on the same database tell nobody; the number of the newest revision does.</summary>
    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(options.Value.CheckInterval, time, stoppingToken);
            if (publisher.Status.PendingError is null && await publisher.IsBehindAsync(stoppingToken)) await publisher.PublishAsync(stoppingToken);
        }
    }

    private async Task WriteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _write.WaitAsync(stoppingToken);
            for (var delay = FirstRetry; publisher.WantsWhole; delay = Later(delay))
            {
                await publisher.WriteWholeAsync(stoppingToken);
                if (publisher.WantsWhole) await Task.Delay(delay, time, stoppingToken);
            }
        }
    }
}
