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
/// Returns an enforced host to Monitor at once in an emergency. It requires a reason, informs the people concerned, and can be undone for a limited
/// time. Only the audit log records who did it, when and why.
/// </summary>
public sealed class EmergencyService(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, TimeProvider time)
{
    /// <summary>How long the host can be enforced again without a trial. Later the traffic may have changed, so a new trial is needed.</summary>
    public static readonly TimeSpan UndoWindow = KeptUndos.Window;

    /// <summary>How long people are informed, even if it was undone.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromHours(72);

    public const string ReasonField = nameof(ResourceDraft.Reason);

    private const int MostHosts = 50;

    /// <summary>The audit entry is written just before the row gets its time, and keeps only milliseconds.</summary>
    private static readonly TimeSpan SameMoment = TimeSpan.FromSeconds(1);

    /// <summary>Returns the host to Monitor at once. Every caller must give a reason, which the tenant's owners and operations read.</summary>
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
    /// Undoes it: the host is enforced as before. An interrupted trial keeps its old deadline. Otherwise this would be a way to get a longer trial
    /// without consent.
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

    /// <summary>What the people concerned are told, newest first. The company sees all tenants; a tenant sees its own hosts.</summary>
    [Requires(Permission.ViewResources)]
    public async Task<IReadOnlyList<BrokenGlass>> RecentAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewResources);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var since = time.GetUtcNow().UtcDateTime - Told;

        // Filter first, so that other changes of mode do not push one out of the result.
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

    /// <summary>The host's latest emergency while people are still informed of it; null when there is none.</summary>
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

    /// <summary>Whether the mode has not changed since.</summary>
    private static bool IsOpen(Resource resource, AuditEntry broken) =>
        resource is { Mode: ResourceMode.Monitor, ModeSince: { } since } && (since - broken.Time).Duration() <= SameMoment;

    /// <summary>The trial that it interrupted; null when the host was enforced permanently.</summary>
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
