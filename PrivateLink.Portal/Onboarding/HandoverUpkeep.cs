using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Timekeeping;

namespace PrivateLink.Portal.Onboarding;

/// <summary>
/// Records that hand-over links have ended, and later deletes them with their answers. A link stops working at its end, even if this has not run yet.
/// </summary>
public sealed class HandoverUpkeep(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, TrustedClock clock, TimeProvider time, ILogger<HandoverUpkeep> logger)
    : DatabaseTask("Cleaning up hand-over links", TimeSpan.FromSeconds(10), time, logger)
{
    /// <summary>How long an ended link and its answers are kept.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int MostAtOnce = 200;

    private DateTime Now => Time.GetUtcNow().UtcDateTime;

    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        // A clock that jumped must not end or delete anything permanently.
        if (last || !await clock.IsTrustedAsync(cancellationToken)) return;
        foreach (var id in await OverAsync(cancellationToken)) await EndAsync(id, cancellationToken);
        await ForgetAsync(cancellationToken);
    }

    private async Task<List<Guid>> OverAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var good = HandoverRows.Good(context, Now);
        return await context.StepHandovers
            .Where(handover => handover.ClosedAt == null && !good.Any(open => open.Id == handover.Id))
            .OrderBy(handover => handover.Id)
            .Select(handover => handover.Id)
            .Take(MostAtOnce)
            .ToListAsync(cancellationToken);
    }

    private Task<SaveResult> EndAsync(Guid id, CancellationToken cancellationToken) =>
        changes.SaveAsync(AuditActor.Portal, AuditAction.HandoverEnded, async (context, cancel) =>
        {
            var now = Now;
            var handover = await context.StepHandovers.Include(row => row.PrivateEndpoint).SingleOrDefaultAsync(row => row.Id == id && row.ClosedAt == null, cancel);
            var isGood = await HandoverRows.Good(context, now).AnyAsync(row => row.Id == id, cancel);
            if (handover is null || HandoverRows.EndingOf(handover, isGood, now) is not { } ending) return new Edit.Mistake(new SaveResult.NotFound());
            HandoverRows.End(handover, ending, now);
            return new Edit.Change(AuditTarget.Of(handover.PrivateEndpoint!), After: HandoverRows.FactsOf(handover));
        }, cancellationToken);

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var before = Now - Kept;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var old = await context.StepHandovers
            .Where(handover => handover.ClosedAt < before)
            .OrderBy(handover => handover.Id)
            .Select(handover => handover.Id)
            .Take(MostAtOnce)
            .ToListAsync(cancellationToken);
        if (old.Count > 0) await context.StepHandovers.Where(handover => old.Contains(handover.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
