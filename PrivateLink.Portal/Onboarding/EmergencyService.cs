using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Onboarding;

/// <summary>
/// Breaking the glass: an enforced host goes back to Monitor at once. It takes a reason, everybody concerned is told, and for a while it can be
/// taken back. Who did it, when and why is what the audit log says: nothing else is kept.
/// </summary>
public sealed class EmergencyService(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, TimeProvider time)
{
    /// <summary>How long one press enforces the host again. Later the traffic has changed, and a new trial looks at it first.</summary>
    public static readonly TimeSpan UndoWindow = TimeSpan.FromMinutes(15);

    /// <summary>How long people are told, also when it was taken back.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromHours(72);

    public const string ReasonField = nameof(ResourceDraft.Reason);

    private const int MostHosts = 50;

    /// <summary>The entry is written a moment before the row is stamped, and keeps milliseconds only.</summary>
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(1);

    /// <summary>Back to Monitor at once. It asks everybody for a reason, which the tenant's owners and operations read.</summary>
    [Requires(Permission.LoosenResources)]
    public Task<SaveResult> BreakGlassAsync(Caller caller, Guid resourceId, string reason, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.LoosenResources, AuditAction.ResourceGlassBroken, async (context, cancel) =>
        {
            if (await TrialRows.LoadAsync(context, caller, resourceId, cancel) is not { } resource) return TrialRows.NotFound(caller, resourceId);
            if (resource.Mode != ResourceMode.Enforce) return Mistake("The host is not enforced.");
            if (CompanySwitch.HoldsModeOf(caller, resource))
                return new Edit.Refusal(
                    new SaveResult.Invalid(new Dictionary<string, string> { [EnforcementService.ConfirmField] = CompanySwitch.OffMode }), AuditTarget.Of(resource), CompanySwitch.OffMode);
            if (GivenReason.ErrorOf(reason) is { } error) return PrivateEndpointRows.Mistake(ReasonField, error);
            if (await TrialRows.RunningAsync(context, resourceId, cancel) is { } trial) TrialRows.End(trial, TrialOutcome.BrokenOff, time.GetUtcNow().UtcDateTime);
            return TrialRows.SetMode(resource, ResourceMode.Monitor, $"emergency stop, back to Monitor (reason: {reason.Trim()})", reason.Trim());
        }, about: resourceId, cancellationToken);

    /// <summary>
    /// Takes it back: the host is enforced as it was. A trial that ran goes on with the deadline that it had, so that this is no way to have one
    /// that nobody has agreed to.
    /// </summary>
    [Requires(Permission.EditResources)]
    public Task<SaveResult> EnforceAgainAsync(Caller caller, Guid resourceId, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditResources, AuditAction.ResourceEnforcedAgain, async (context, cancel) =>
        {
            if (await TrialRows.LoadAsync(context, caller, resourceId, cancel) is not { } resource) return TrialRows.NotFound(caller, resourceId);
            if (await BreakOfAsync(context, resource.Id, cancel) is not { } broken || !IsOpen(resource, broken))
                return Mistake("The mode has changed since then, so there is nothing to undo. Load the page again.");
            var now = time.GetUtcNow().UtcDateTime;
            var trial = await BrokenOffAsync(context, resource.Id, broken, cancel);
            if (UndoUntil(broken, trial) <= now)
                return Mistake(trial?.Deadline <= now ? "The trial has ended. Start a new one." : "The time to undo is over. Enforce the host on trial.");
            if (!resource.AllowedLinks.Any(link => link is { Enabled: true, PrivateEndpoint: { Enabled: true, LinkId: not null } }))
                return Mistake("The host lists no active private endpoint, so enforcing now would block everyone. Enforce it on trial.");
            if (trial is not null) (trial.Outcome, trial.EndedAt) = (null, null);
            return TrialRows.SetMode(resource, ResourceMode.Enforce, trial is null ? "enforced again after an emergency stop" : "enforced again, its trial continues");
        }, about: resourceId, cancellationToken);

    /// <summary>What everybody concerned is told, the newest first: the company of all tenants, a tenant of its own hosts.</summary>
    [Requires(Permission.ViewResources)]
    public async Task<IReadOnlyList<BrokenGlass>> RecentAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewResources);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var since = time.GetUtcNow().UtcDateTime - Told;

        // Other changes of mode must not push one out of sight.
        var broken = Breaks(context).Where(entry => entry.Time >= since);
        var hosts = await context.Resources.AsNoTracking().VisibleTo(caller)
            .Where(resource => resource.ModeSince >= since && broken.Any(entry => entry.TargetId == resource.Id))
            .OrderByDescending(resource => resource.ModeSince)
            .Include(resource => resource.Tenant)
            .Take(MostHosts)
            .ToListAsync(cancellationToken);
        Guid[] ids = [.. hosts.Select(host => host.Id)];
        var entries = await broken.Where(entry => ids.Contains(entry.TargetId!.Value)).ToListAsync(cancellationToken);
        var told = new List<BrokenGlass>();
        foreach (var entry in entries.GroupBy(entry => entry.TargetId).Select(breaks => breaks.MaxBy(entry => entry.Sequence)!).OrderByDescending(entry => entry.Sequence))
            told.Add(await ReadAsync(context, hosts.First(host => host.Id == entry.TargetId), entry, cancellationToken));
        return told;
    }

    /// <summary>The host's last one, as long as people are told of it; null when there is none.</summary>
    [Requires(Permission.ViewResources)]
    public async Task<BrokenGlass?> FindAsync(Caller caller, Guid resourceId, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewResources);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var host = await context.Resources.AsNoTracking().VisibleTo(caller)
            .Include(resource => resource.Tenant)
            .SingleOrDefaultAsync(resource => resource.Id == resourceId, cancellationToken);
        return host is not null && await BreakOfAsync(context, host.Id, cancellationToken) is { } broken && broken.Time >= time.GetUtcNow().UtcDateTime - Told
            ? await ReadAsync(context, host, broken, cancellationToken)
            : null;
    }

    private async Task<BrokenGlass> ReadAsync(PortalDbContext context, Resource host, AuditEntry broken, CancellationToken cancellationToken)
    {
        var isOpen = IsOpen(host, broken);
        var until = isOpen ? UndoUntil(broken, await BrokenOffAsync(context, host.Id, broken, cancellationToken)) : (DateTime?)null;
        var reason = AuditDifference.Between(null, broken.After).FirstOrDefault(fact => fact.Name == "reason")?.After ?? "none was asked for";
        return new(
            host.Id, host.Host, host.Tenant!.Name, broken.Actor, broken.ActorTenantId is null, broken.Time, reason, isOpen,
            until > time.GetUtcNow().UtcDateTime ? until : null);
    }

    private static IQueryable<AuditEntry> Breaks(PortalDbContext context)
    {
        var action = AuditAction.ResourceGlassBroken.Code;
        return context.AuditEntries.AsNoTracking().Where(entry => entry.Action == action && entry.Result == AuditResult.Done);
    }

    private static Task<AuditEntry?> BreakOfAsync(PortalDbContext context, Guid resourceId, CancellationToken cancellationToken) =>
        Breaks(context).Where(entry => entry.TargetId == resourceId).OrderByDescending(entry => entry.Sequence).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Whether nothing has changed the mode since.</summary>
    private static bool IsOpen(Resource resource, AuditEntry broken) =>
        resource is { Mode: ResourceMode.Monitor, ModeSince: { } since } && (since - broken.Time).Duration() <= SameMoment;

    /// <summary>The trial that it broke off; null when the host was enforced for good.</summary>
    private static Task<EnforcementTrial?> BrokenOffAsync(PortalDbContext context, Guid resourceId, AuditEntry broken, CancellationToken cancellationToken)
    {
        var (first, last) = (broken.Time - SameMoment, broken.Time + SameMoment);
        return context.EnforcementTrials
            .Where(trial => trial.ResourceId == resourceId && trial.Outcome == TrialOutcome.BrokenOff && trial.EndedAt >= first && trial.EndedAt <= last)
            .OrderByDescending(trial => trial.StartedAt)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private static DateTime UndoUntil(AuditEntry broken, EnforcementTrial? trial) =>
        trial is { Deadline: var deadline } && deadline < broken.Time + UndoWindow ? deadline : broken.Time + UndoWindow;

    private static Edit.Mistake Mistake(string sentence) => PrivateEndpointRows.Mistake(EnforcementService.ConfirmField, sentence);
}
