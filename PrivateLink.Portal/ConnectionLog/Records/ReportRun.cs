using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>One process and its engine's events, from the first to the last.</summary>
/// <param name="Id">Created when the process starts.</param>
public sealed record ReportRun(Guid Id)
{
    public static ReportRun Begin() => new(Guid.CreateVersion7());

    /// <summary>Records in the current transaction that the sums include everything up to an event.</summary>
    /// <returns>False if the sums already include it: an earlier attempt was committed, but its answer was lost.</returns>
    internal async Task<bool> TryMoveAsync(PortalDbContext context, SumKind kind, long through, DateTime now, CancellationToken cancellationToken)
    {
        var mine = context.SumProgress.Where(progress => progress.RunId == Id && progress.Kind == kind);
        var moved = await mine.Where(progress => progress.Through < through)
            .ExecuteUpdateAsync(set => set.SetProperty(progress => progress.Through, through).SetProperty(progress => progress.ChangedAt, now), cancellationToken);
        if (moved > 0) return true;
        if (await mine.AnyAsync(cancellationToken)) return false;

        context.Add(new SumProgress { RunId = Id, Kind = kind, Through = through, ChangedAt = now });
        await context.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>How many events the sums include.</summary>
    internal async Task<long> ThroughAsync(PortalDbContext context, SumKind kind, CancellationToken cancellationToken) =>
        await context.SumProgress.Where(progress => progress.RunId == Id && progress.Kind == kind).Select(progress => progress.Through).SingleOrDefaultAsync(cancellationToken);
}
