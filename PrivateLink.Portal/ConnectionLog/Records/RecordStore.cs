using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>The rows of a process that this one took over from, which still accepted after this one had started.</summary>
/// <param name="Until">When it stopped accepting.</param>
/// <param name="IsSecondLane">Whether its connection IDs are in the second lane.</param>
internal sealed record TakenOverRows(DateTime Until, bool IsSecondLane);

/// <summary>Writes batches of records, each in one transaction. Passes on the exceptions of the database; the caller retries.</summary>
public sealed class RecordStore(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The most parameters of a query, well below the limit of both databases.</summary>
    private const int IdsInOneQuery = 500;

    private static readonly IReadOnlySet<long> None = new HashSet<long>();

    /// <summary>Writes a batch; a repeated call writes nothing twice.</summary>
    internal async Task<RecordOutcome> WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        var duplicates = new HashSet<long>();
        var refused = await Halving.WriteAsync(
            batch.Rows,
            async rows => duplicates.UnionWith(await WriteOnceAsync(RecordBatch.Of(rows), cancellationToken)),
            () => IsTakingAsync(cancellationToken));
        return new(duplicates, refused);
    }

    /// <summary>Marks open rows of earlier processes of this node as interrupted, because no process will end them.</summary>
    /// <param name="node">The engine's name.</param>
    /// <param name="before">The start of this process.</param>
    /// <param name="takenOver">
    /// After a take-over, when the process before this one stopped accepting, and a bit that its connection IDs have unlike this process's own.
    /// </param>
    /// <param name="cancellationToken">Cancels the work.</param>
    internal async Task<int> InterruptAsync(string node, DateTime before, TakenOverRows? takenOver, CancellationToken cancellationToken)
    {
        var (until, mask, lane) = takenOver is null ? (before, 0L, 0L) : (takenOver.Until, ConnectionIds.LaneMask, takenOver.IsSecondLane ? ConnectionIds.LaneMask : 0L);
        for (var all = 0; ;)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var some = await context.ConnectionRecords
                .Where(record => record.State == RecordState.Open && record.Node == node && (record.Time < before || (record.Time < until && (record.Id & mask) == lane)))
                .OrderBy(record => record.Id).Take(LockEscalation.Rows)
                .ExecuteUpdateAsync(record => record.SetProperty(r => r.State, RecordState.Interrupted), cancellationToken);
            all += some;
            if (some < LockEscalation.Rows) return all;
        }
    }

    /// <summary>Whether the database accepts an ordinary row; the row is not kept.</summary>
    internal async Task<bool> IsTakingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            try
            {
                await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
                await RecordTable.Of(context).InsertAsync([Plain], cancellationToken);
                await transaction.RollbackAsync(cancellationToken);
                return true;
            }
            catch (Exception exception) when (DatabaseErrors.MayBeRefusal(exception))
            {
                return false;
            }
        });
    }

    private static ConnectionRecord Plain { get; } = RecordForm.Of(
        new() { Id = long.MinValue, Time = DateTimeOffset.UnixEpoch, Node = "", Listener = "", Verdict = Verdict.None, Reason = Reason.ProbeEmpty, Peer = default }, closed: null);

    /// <returns>The IDs of connections that another row already uses.</returns>
    private async Task<IReadOnlySet<long>> WriteOnceAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await InsertAsync(batch, cancellationToken);
            return None;
        }
        catch (Exception exception) when (DatabaseErrors.IsUniqueViolation(exception))
        {
            var stored = await StoredAsync(batch, cancellationToken);
            await InsertAsync(await WithoutStoredAsync(batch, stored, cancellationToken), cancellationToken);
            return batch.Inserts.Where(record => stored.TryGetValue(record.Id, out var row) && !row.Is(record)).Select(record => record.Id).ToHashSet();
        }
    }

    private async Task InsertAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.RelaxAsync(cancellationToken);
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var table = RecordTable.Of(context);
            await table.InsertAsync([.. batch.Inserts.DistinctBy(record => record.Id)], cancellationToken);
            await table.EndAsync(batch.Endings, cancellationToken);
            if (batch.Gap is { } gap)
            {
                context.ChangeTracker.Clear();
                context.Add(gap);
                await context.SaveChangesAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        });
    }

    /// <summary>
    /// The rest of a batch of which some rows are stored. The answer to an earlier attempt was lost, or it was written in parts. A connection that
    /// was stored while open and has ended since gets its ending.
    /// </summary>
    private async Task<RecordBatch> WithoutStoredAsync(RecordBatch batch, IReadOnlyDictionary<long, StoredRecord> stored, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var hasGap = batch.Gap is { } gap && await context.RecordGaps.AnyAsync(row => row.Id == gap.Id, cancellationToken);
        return new RecordBatch
        {
            Inserts = [.. batch.Inserts.Where(record => !stored.ContainsKey(record.Id))],
            Endings =
            [
                .. batch.Inserts.Where(record => record.State == RecordState.Ended && stored.TryGetValue(record.Id, out var row) && row.Is(record) && row.State != RecordState.Ended),
                .. batch.Endings,
            ],
            Gap = hasGap ? null : batch.Gap,
        };
    }

    private async Task<IReadOnlyDictionary<long, StoredRecord>> StoredAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = new Dictionary<long, StoredRecord>();
        foreach (var ids in batch.Inserts.Select(record => record.Id).Distinct().Chunk(IdsInOneQuery))
            foreach (var row in await context.ConnectionRecords
                .Where(record => ids.Contains(record.Id))
                .Select(record => new StoredRecord(record.Id, record.Time, record.Peer, record.State))
                .ToListAsync(cancellationToken))
                stored.Add(row.Id, row);
        return stored;
    }

    /// <summary>The values that distinguish two connections with the same ID.</summary>
    private sealed record StoredRecord(long Id, DateTime Time, string Peer, RecordState State)
    {
        public bool Is(ConnectionRecord record) => record.Time == Time && record.Peer == Peer;
    }
}
