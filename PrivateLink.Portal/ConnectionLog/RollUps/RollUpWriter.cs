using PrivateLink.Portal.ConnectionLog.Records;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>Writes the roll-ups six times a minute.</summary>
public sealed class RollUpWriter(RollUpCounters counters, RollUpStore store, ReportRun run, TimeProvider time, ILogger<RollUpWriter> logger)
    : DatabaseTask("Storing hourly totals", TimeSpan.FromSeconds(10), time, logger)
{
    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        var dirty = counters.Dirty();
        try
        {
            await store.WriteAsync(run, dirty, cancellationToken);
            counters.Written(dirty);
        }
        catch
        {
            counters.NotWritten(dirty);
            throw;
        }
    }
}
