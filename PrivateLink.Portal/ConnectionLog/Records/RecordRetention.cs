using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Timekeeping;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Deletes old records by age and by number, in small batches with pauses, so that readers and writers are not disturbed.</summary>
public sealed class RecordRetention(
    IDbContextFactory<PortalDbContext> contexts, IOptions<RecordsOptions> options, RecordMetrics metrics, TrustedClock clock, TimeProvider time, ILogger<RecordRetention> logger)
    : DatabaseTask("Deleting old connections", TimeSpan.FromMinutes(5), time, logger)
{
    /// <summary>To find the cut-off, a command reads all rows before it, and must not run too long: 100,000 rows by default.</summary>
    private const int BatchesAtOnce = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        if (last) return;

        // Uses one time for all deletions, because the clock may be set forward during a long deletion.
        var now = Time.GetUtcNow();
        var byAge = await clock.IsTrustedAsync(cancellationToken);
        if (byAge) await DeleteOldAsync(now, cancellationToken);
        await DeleteExcessAsync(cancellationToken);
        if (byAge) await DeleteRollUpsAsync(now.UtcDateTime, cancellationToken);
    }

    private Task DeleteOldAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        DeleteBelowAsync(ConnectionIds.FloorOf(now.AddDays(-options.Value.KeepDays)), cancellationToken);

    private async Task DeleteExcessAsync(CancellationToken cancellationToken)
    {
        while (await CutOffAsync(cancellationToken) is { } cutOff) await DeleteBelowAsync(cutOff, cancellationToken);
    }

    /// <summary>
    /// The first connection to keep if there are too many. If there are far too many, the end of this step, after which it looks again. Null if
    /// there are not too many, or if another process is deleting now. Every process finds the same cut-off. If each deleted a number of rows
    /// instead, together they would delete too many.
    /// </summary>
    private async Task<long?> CutOffAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await RecordTable.Of(context).CountAsync(cancellationToken) <= options.Value.MaximumRows) return null;

        var ids = context.ConnectionRecords.OrderBy(record => record.Id).Select(record => (long?)record.Id);
        var oldest = await ids.FirstOrDefaultAsync(cancellationToken);
        var excess = await context.ConnectionRecords.LongCountAsync(cancellationToken) - options.Value.MaximumRows;
        if (excess <= 0) return null;
        var cutOff = await ids.Skip((int)Math.Min(excess, (long)BatchesAtOnce * options.Value.BatchSize)).FirstOrDefaultAsync(cancellationToken);

        // Deletions begin with the oldest row. If it is still there, nothing was deleted since the count, so the cut-off is correct.
        return await ids.FirstOrDefaultAsync(cancellationToken) == oldest ? cutOff : null;
    }

    private Task DeleteBelowAsync(long id, CancellationToken cancellationToken) => RepeatAsync(async context =>
    {
        var deleted = await context.ConnectionRecords.Where(record => record.Id < id)
            .OrderBy(record => record.Id).Take(options.Value.BatchSize).ExecuteDeleteAsync(cancellationToken);
        metrics.Deleted(deleted);
        return deleted == options.Value.BatchSize;
    }, cancellationToken);

    private async Task DeleteRollUpsAsync(DateTime now, CancellationToken cancellationToken)
    {
        var keepFrom = now.AddDays(-options.Value.KeepRollUpDays);
        await RepeatAsync(async context =>
            await context.HourlyRollUps.Where(rollUp => rollUp.Hour < keepFrom)
                .OrderBy(rollUp => rollUp.Hour).Take(options.Value.BatchSize).ExecuteDeleteAsync(cancellationToken) == options.Value.BatchSize, cancellationToken);
        await RepeatAsync(async context =>
            await context.RecordGaps.Where(gap => gap.To < keepFrom)
                .OrderBy(gap => gap.To).Take(options.Value.BatchSize).ExecuteDeleteAsync(cancellationToken) == options.Value.BatchSize, cancellationToken);
        await RepeatAsync(async context =>
            await context.SumProgress.Where(progress => progress.ChangedAt < keepFrom)
                .OrderBy(progress => progress.ChangedAt).Take(options.Value.BatchSize).ExecuteDeleteAsync(cancellationToken) == options.Value.BatchSize, cancellationToken);
    }

    /// <summary>Deletes until a batch reports no more rows, with a new context and a pause for each batch.</summary>
    private async Task RepeatAsync(Func<PortalDbContext, Task<bool>> deleteAsync, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
                if (!await deleteAsync(context)) return;
            await Task.Delay(Pause, Time, cancellationToken);
        }
    }
}
