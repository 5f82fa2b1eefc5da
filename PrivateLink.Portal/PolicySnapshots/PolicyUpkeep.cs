using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// The background work for the policy. It retries failed publications, finds changes of other processes, and writes the whole policy to disk after
/// enough changes. It runs three loops that fail independently.
/// </summary>
public sealed class PolicyUpkeep(PolicyPublisher publisher, IOptions<PolicyOptions> options, TimeProvider time, ILogger<PolicyUpkeep> logger)
    : SupervisedService(time, logger)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time = time;
    private readonly SemaphoreSlim _repeat = new(0, 1);
    private readonly SemaphoreSlim _write = new(0, 1);

    /// <summary>The next delay after a failure, based on the previous delay.</summary>
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

    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

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
            // Another thread has already set the signal, and once is enough.
        }
    }

    private void OnWorkLeft()
    {
        if (publisher.Status.PendingError is not null) Signal(_repeat);
        if (publisher.WantsWhole) Signal(_write);
    }

    /// <summary>Waits for work and does it. After a failure, the next run of the loop does the work.</summary>
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

    /// <summary>Retries a failed publication at growing intervals. After a failure, it reads everything.</summary>
    private Task RepeatAsync(CancellationToken stoppingToken) => WhenSignalledAsync(_repeat, async stopping =>
    {
        for (var delay = FirstRetry; publisher.Status.PendingError is not null; delay = Later(delay))
        {
            await Task.Delay(delay, _time, stopping);
            await publisher.RefreshAsync(stopping);
        }
    }, stoppingToken);

    /// <summary>Other portals on the same database send no signal, so this loop compares the newest revision number.</summary>
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
