using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>
/// Writes the roll-ups. Rows are replaced by what they should be, never added to, so writing one twice does no harm.
/// </summary>
public sealed class RollUpWriter(RollUpCounters counters, IDbContextFactory<PortalDbContext> contexts, TimeProvider time, ILogger<RollUpWriter> logger)
    : DatabaseTask("Writing roll-ups", TimeSpan.FromSeconds(10), time, logger)
{
    private const int ChunkSize = 500;

    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        var left = new Queue<DirtyRollUp[]>(counters.Dirty().Chunk(ChunkSize));
        try
        {
            while (left.TryPeek(out var chunk))
            {
                await WriteAsync(chunk, cancellationToken);
                counters.Written(chunk);
                left.Dequeue();
            }
        }
        finally
        {
            foreach (var chunk in left) counters.NotWritten(chunk);
        }
    }

    private async Task WriteAsync(DirtyRollUp[] rollUps, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            foreach (var (_, row, exists) in rollUps) context.Entry(row).State = exists ? EntityState.Modified : EntityState.Added;
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (DatabaseErrors.IsUniqueViolation(exception))
        {
            // An earlier attempt was committed and only the answer got lost: these rows are there.
            var ids = rollUps.Select(rollUp => rollUp.Row.Id).ToArray();
            var there = await context.HourlyRollUps.AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToHashSetAsync(cancellationToken);
            foreach (var (_, row, _) in rollUps) context.Entry(row).State = there.Contains(row.Id) ? EntityState.Modified : EntityState.Added;
            await context.SaveChangesAsync(cancellationToken);
        }
    }
}
