using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// What happens to the policy in the background: a failed publication is repeated, changes of other processes are found, and the whole
/// policy is written to disk when enough has changed. Three loops, each of which lives and fails alone.
/// </summary>
public sealed class PolicyUpkeep(PolicyPublisher publisher, IOptions<PolicyOptions> options, TimeProvider time, ILogger<PolicyUpkeep> logger)
    : SupervisedService(time, logger)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time = time;
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

    protected override IEnumerable<BackgroundLoop> Loops =>
    [
        new("Retrying failed policy updates", RepeatAsync),
        new("Checking for changes by other processes", WatchAsync),
        new("Writing the whole policy to disk", WriteAsync),
    ];

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

    /// <summary>Waits until there is work, and does it. A failure in the middle leaves the work to be done by the next run of the loop.</summary>
    private static async Task WhenSignalledAsync(SemaphoreSlim signal, Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        while (true)
        {
            await signal.WaitAsync(stoppingToken);
            try
            {
                await work(stoppingToken);
            }
            catch
            {
                Signal(signal);
                throw;
            }
        }
    }

    /// <summary>Repeats a failed publication, less and less often. After a failure everything is looked at.</summary>
    private Task RepeatAsync(CancellationToken stoppingToken) => WhenSignalledAsync(_repeat, async stopping =>
    {
        for (var delay = FirstRetry; publisher.Status.PendingError is not null; delay = Later(delay))
        {
            await Task.Delay(delay, _time, stopping);
            await publisher.RefreshAsync(stopping);
        }
    }, stoppingToken);

    /// <summary>Other portals on the same database tell nobody; the number of the newest revision does.</summary>
    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(options.Value.CheckInterval, _time, stoppingToken);
            if (publisher.Status.PendingError is null && await publisher.IsBehindAsync(stoppingToken)) await publisher.PublishAsync(stoppingToken);
        }
    }

    private Task WriteAsync(CancellationToken stoppingToken) => WhenSignalledAsync(_write, async stopping =>
    {
        for (var delay = FirstRetry; publisher.WantsWhole; delay = Later(delay))
        {
            await publisher.WriteWholeAsync(stopping);
            if (publisher.WantsWhole) await Task.Delay(delay, _time, stopping);
        }
    }, stoppingToken);
}
