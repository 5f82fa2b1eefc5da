using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Writes batches of records, each in one transaction. Throws what the database throws; repeating is the caller's affair.</summary>
public sealed class RecordStore(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>A query's list of parameters, well below what either database takes.</summary>
    private const int IdsInOneQuery = 500;

    private static readonly IReadOnlySet<long> None = new HashSet<long>();

    /// <summary>Writes a batch once, however often it is repeated.</summary>
    /// <returns>The IDs of connections that another row holds already; all others have their row.</returns>
    internal async Task<IReadOnlySet<long>> WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await InsertAsync(batch, None, cancellationToken);
            return None;
        }
        catch (Exception exception) when (DatabaseErrors.IsUniqueViolation(exception))
        {
            var stored = await StoredAsync(batch, cancellationToken);
            if (IsCommitted(batch, stored)) return None;
            var foreign = stored.Select(record => record.Id).ToHashSet();
            await InsertAsync(batch, foreign, cancellationToken);
            return foreign;
        }
    }

    /// <summary>Rows of an earlier process of this node that are still open: nobody will end them any more.</summary>
    internal async Task<int> InterruptAsync(string node, DateTime before, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ConnectionRecords
            .Where(record => record.State == RecordState.Open && record.Node == node && record.Time < before)
            .ExecuteUpdateAsync(record => record.SetProperty(r => r.State, RecordState.Interrupted), cancellationToken);
    }

    private async Task InsertAsync(RecordBatch batch, IReadOnlySet<long> without, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
            var table = RecordTable.Of(context);
            await table.InsertAsync([.. batch.Inserts.Where(record => !without.Contains(record.Id)).DistinctBy(record => record.Id)], cancellationToken);
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
    /// All or nothing of a batch is committed, so a single row of ours tells that only the answer to an earlier attempt got lost; and
    /// without rows it was the gap that was there already.
    /// </summary>
    private static bool IsCommitted(RecordBatch batch, IReadOnlyList<StoredRecord> stored)
    {
        if (batch.Inserts.Count == 0) return true;
        return batch.Inserts.Select(record => new StoredRecord(record.Id, record.Time, record.Peer)).Intersect(stored).Any();
    }

    private async Task<IReadOnlyList<StoredRecord>> StoredAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var stored = new List<StoredRecord>();
        foreach (var ids in batch.Inserts.Select(record => record.Id).Chunk(IdsInOneQuery))
            stored.AddRange(await context.ConnectionRecords
                .Where(record => ids.Contains(record.Id))
                .Select(record => new StoredRecord(record.Id, record.Time, record.Peer))
                .ToListAsync(cancellationToken));
        return stored;
    }

    /// <summary>What tells two connections with the same ID apart.</summary>
    private sealed record StoredRecord(long Id, DateTime Time, string Peer);
}
