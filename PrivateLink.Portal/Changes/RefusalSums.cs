using PrivateLink.Engine.Background;
using PrivateLink.Portal.Audit;

namespace PrivateLink.Portal.Changes;

/// <summary>Records the counts of refused attempts in the audit log when their period ends, and when the portal stops.</summary>
internal sealed class RefusalSums(RefusalTally tally, ChangeWriter changes, TimeProvider time, ILogger<RefusalSums> logger) : SupervisedService(time, logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly TimeProvider _time = time;

    protected override IEnumerable<BackgroundLoop> Loops => [new("Summarising refused attempts", SumUpAsync)];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(all: true);
    }

    internal async Task WriteAsync(bool all = false)
    {
        foreach (var sum in tally.TakeOver(all)) await changes.SumUpAsync(sum);
    }

    private async Task SumUpAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync();
    }
}
