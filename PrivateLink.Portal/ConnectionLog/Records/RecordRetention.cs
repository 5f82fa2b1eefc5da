using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Timekeeping;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// Deletes what has been kept for long enough, by age and by number, in small batches with pauses, so that those who write and read
/// meanwhile do not notice.
/// </summary>
public sealed class RecordRetention(
    IDbContextFactory<PortalDbContext> contexts, IOptions<RecordsOptions> options, RecordMetrics metrics, TrustedClock clock, TimeProvider time, ILogger<RecordRetention> logger)
    : DatabaseTask("Deleting old connections", TimeSpan.FromMinutes(5), time, logger)
{
    /// <summary>Finding the row that stays reads all rows before it, and a command may not take for ever: 100,000 by default.</summary>
    private const int BatchesAtOnce = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        if (last) return;

        // One time for all: a deletion takes long enough for the clock to be put ahead meanwhile.
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
    /// The first connection that stays when there are too many, or that is looked at again when there are far too many; null when there are not, or when another process is deleting right now. Every
    /// process arrives at the same one: a number of rows to delete would be deleted by each of them.
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

        // Deletions begin with the oldest: while that is there, nothing has gone since the count, and the cut-off is where the count says.
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

    /// <summary>Deletes until a batch says that there is no more, with a context and a pause for each.</summary>
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
