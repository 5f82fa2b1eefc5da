using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Onboarding;

/// <summary>For every host that the caller sees: whether it is protected, since when, and by whom.</summary>
public sealed class ProtectionService(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The mode gets its time when the change is written, and the audit entry gets its time just before.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    private static readonly string[] Enforcing =
        [AuditAction.ResourceCreated.Code, AuditAction.ResourceChanged.Code, AuditAction.ResourceEnforced.Code, AuditAction.ResourceConfirmed.Code];

    [Requires(Permission.ViewResources)]
    public async Task<IReadOnlyList<HostProtection>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewResources);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var resources = await context.Resources.AsNoTracking().VisibleTo(caller)
            .OrderBy(resource => resource.Suffix).ThenBy(resource => resource.Host)
            .Select(resource => new
            {
                resource.Id,
                resource.Host,
                resource.TenantId,
                resource.Mode,
                Enabled = resource.Enabled && !resource.Tenant!.Suspended,
                Since = resource.ModeSince ?? resource.CreatedAt,
            })
            .ToListAsync(cancellationToken);
        var trials = await context.EnforcementTrials.VisibleTo(caller)
            .Where(trial => trial.Outcome == null)
            .ToDictionaryAsync(trial => trial.ResourceId, trial => trial.Deadline, cancellationToken);
        var enforced = context.Resources.VisibleTo(caller).Where(resource => resource.Mode == ResourceMode.Enforce);
        var entries = await (
            from entry in context.AuditEntries.AsNoTracking()
            join resource in enforced on entry.TargetId equals resource.Id
            where Enforcing.Contains(entry.Action) && entry.Result == AuditResult.Done
            orderby entry.Sequence
            select new { resource.Id, entry.Time, entry.Action, entry.Actor }).ToListAsync(cancellationToken);
        var acts = entries.ToLookup(entry => entry.Id);
        return resources.ConvertAll(resource =>
        {
            var since = acts[resource.Id].Where(act => act.Time >= resource.Since - Moment).ToList();
            return new HostProtection(resource.Id, resource.Host, resource.TenantId, resource.Mode, resource.Enabled)
            {
                Since = resource.Since,
                TrialUntil = trials.TryGetValue(resource.Id, out var deadline) ? deadline : null,
                EnforcedBy = since.FindLast(act => act.Action != AuditAction.ResourceConfirmed.Code && act.Time <= resource.Since + Moment)?.Actor,
                ConfirmedBy = since.Find(act => act.Action == AuditAction.ResourceConfirmed.Code)?.Actor,
            };
        });
    }
}
