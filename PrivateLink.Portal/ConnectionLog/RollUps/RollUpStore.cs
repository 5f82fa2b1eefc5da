using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>
/// Writes roll-ups, with how far they have come, in one transaction. Rows are replaced by what they should be, never added to, so writing one
/// twice does no harm.
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

    /// <param name="run">Whose report it is.</param>
    /// <param name="rollUps">The rows.</param>
    /// <param name="through">How far the sums come with them; null to try only, and keep nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
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

    /// <summary>New rows that are there all the same: an earlier attempt was committed, and its answer got lost.</summary>
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
