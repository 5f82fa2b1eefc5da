using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>
/// Writes roll-ups and their progress in one transaction. It replaces rows and never adds to them, so writing a row twice is harmless.
/// </summary>
public sealed partial class RollUpStore(IDbContextFactory<PortalDbContext> contexts, RecordStore records, TimeProvider time, ILogger<RollUpStore> logger)
{
    private const int ChunkSize = 500;

    internal async Task WriteAsync(ReportRun run, DirtyRollUps rollUps, CancellationToken cancellationToken)
    {
        if (rollUps.Rows.Count == 0) return;
        var refused = await Halving.WriteTogetherAsync(
            rollUps.Rows,
            (some, isKept) => WriteAsync(run, some, isKept ? rollUps.Through : null, cancellationToken),
            () => records.IsTakingAsync(cancellationToken));
        foreach (var (rollUp, why) in refused) LogRefused(why, rollUp.Row.Hour, rollUp.Row.Connections);
    }

    /// <param name="run">The process that reports.</param>
    /// <param name="rollUps">The rows.</param>
    /// <param name="through">The progress to store with them; null for a trial that keeps nothing.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    private async Task WriteAsync(ReportRun run, IReadOnlyList<DirtyRollUp> rollUps, long? through, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.RelaxAsync(cancellationToken);
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            if (through is { } all && !await run.TryMoveAsync(context, SumKind.RollUps, all, time.GetUtcNow().UtcDateTime, cancellationToken)) return;
            foreach (var chunk in rollUps.Chunk(ChunkSize))
            {
                var there = await ThereAsync(context, chunk, cancellationToken);
                foreach (var (_, row, exists) in chunk) context.Entry(row).State = exists || there.Contains(row.Id) ? EntityState.Modified : EntityState.Added;
                await context.SaveChangesAsync(cancellationToken);
                context.ChangeTracker.Clear();
            }

            if (through is null) await transaction.RollbackAsync(cancellationToken);
            else await transaction.CommitAsync(cancellationToken);
        });
    }

    /// <summary>New rows that already exist: an earlier attempt was committed, but its answer was lost.</summary>
    private static async Task<IReadOnlySet<Guid>> ThereAsync(PortalDbContext context, IReadOnlyList<DirtyRollUp> rollUps, CancellationToken cancellationToken)
    {
        var added = rollUps.Where(rollUp => !rollUp.Exists).Select(rollUp => rollUp.Row).ToList();
        if (added.Count == 0) return new HashSet<Guid>();
        var (ids, hours) = (added.Select(row => row.Id).ToArray(), added.Select(row => row.Hour).Distinct().ToArray());
        return await context.HourlyRollUps.AsNoTracking().Where(row => hours.Contains(row.Hour) && ids.Contains(row.Id)).Select(row => row.Id).ToHashSetAsync(cancellationToken);
    }

    [LoggerMessage(2048, LogLevel.Error, "The database rejects a total of {Connections} connections in the hour of {Hour:u} and accepts all others")]
    private partial void LogRefused(Exception exception, DateTime hour, long connections);
}
