using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Onboarding;

/// <summary>A host and its trials, as every change of its mode in onboarding reads and writes them.</summary>
internal static class TrialRows
{
    public static Task<Resource?> LoadAsync(PortalDbContext context, Caller caller, Guid id, CancellationToken cancellationToken) =>
        context.Resources.VisibleTo(caller)
            .Include(resource => resource.Tenant)
            .Include(resource => resource.Aliases)
            .Include(resource => resource.AllowedLinks).ThenInclude(link => link.PrivateEndpoint)
            .AsSplitQuery() // one query makes SQLite join the links of all resources first
            .SingleOrDefaultAsync(resource => resource.Id == id, cancellationToken);

    public static Task<EnforcementTrial?> RunningAsync(PortalDbContext context, Guid resourceId, CancellationToken cancellationToken) =>
        context.EnforcementTrials.SingleOrDefaultAsync(trial => trial.ResourceId == resourceId && trial.Outcome == null, cancellationToken);

    public static void End(EnforcementTrial trial, TrialOutcome outcome, DateTime now) => (trial.Outcome, trial.EndedAt) = (outcome, now);

    /// <summary>Changes the mode.</summary>
    /// <param name="resource">The host.</param>
    /// <param name="mode">The new mode.</param>
    /// <param name="what">The summary for the revision.</param>
    /// <param name="reason">The reason, if one was required; the audit log records it.</param>
    public static Edit.Change SetMode(Resource resource, ResourceMode mode, string what, string? reason = null)
    {
        var before = new { resource.Mode };
        resource.Mode = mode;
        return new(AuditTarget.Of(resource), before, reason is null ? new { resource.Mode } : new { resource.Mode, Reason = reason })
        {
            PolicySummary = $"{resource.Host}: {what}",
            Touched = new HashSet<Guid> { resource.Id },
        };
    }

    public static Edit.Refusal NotFound(Caller caller, Guid id) =>
        new(new SaveResult.NotFound(), new AuditTarget("resource", id, "", caller.TenantId), "This resource does not exist, or you have no access to it.");
}
