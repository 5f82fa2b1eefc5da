using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Resources;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Onboarding;

/// <summary>
/// Moves a host from Monitor to Enforce, and back. Enforcement starts as a trial. The host returns to Monitor unless a listed link is allowed and a
/// person confirms the trial in time.
/// </summary>
public sealed class EnforcementService(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, LinkSights sights, TrustedClock clock, RollUpCounters sums, TimeProvider time)
{
    public static readonly TimeSpan ShortestWindow = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan DefaultWindow = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan LongestWindow = TimeSpan.FromHours(72);

    public const string HostField = "TypedHost";
    public const string WindowField = "Window";
    public const string LinkField = "WithoutVerifiedLink";
    public const string ConfirmField = "Confirm";

    [Requires(Permission.ViewResources)]
    public async Task<EnforcementView?> FindAsync(Caller caller, Guid resourceId, PreviewSpan span = PreviewSpan.Day, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewResources);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        if (await TrialRows.LoadAsync(context, caller, resourceId, cancellationToken) is not { } resource) return null;

        var now = time.GetUtcNow().UtcDateTime;
        var from = ImpactPreview.Begin(span, now);
        var rollUps = await context.HourlyRollUps.AsNoTracking()
            .Where(rollUp => rollUp.ResourceId == resourceId && rollUp.TenantId == resource.TenantId && rollUp.Hour >= from)
            .ToListAsync(cancellationToken);
        var listed = resource.AllowedLinks
            .Where(link => link.Enabled && link.PrivateEndpoint is { Enabled: true, LinkId: not null })
            .Select(link => (link.PrivateEndpoint.Cloud, link.PrivateEndpoint.LinkId!))
            .ToHashSet();
        var trials = await context.EnforcementTrials.AsNoTracking().VisibleTo(caller)
            .Where(trial => trial.ResourceId == resourceId)
            .OrderByDescending(trial => trial.StartedAt)
            .Take(2)
            .ToListAsync(cancellationToken);
        var running = trials.Find(trial => trial.Outcome is null);
        var last = trials.Find(trial => trial.Outcome is not null);
        var monitoredSince = resource.Mode == ResourceMode.Monitor ? resource.ModeSince ?? resource.CreatedAt : (DateTime?)null;
        return new(
            resource.Host, resource.Mode, await EndpointTraffic.HasReachedAsync(context, resource.Id, cancellationToken),
            ImpactPreview.Of(rollUps, listed, await LinkWordsAsync(caller, rollUps, cancellationToken), from, now, monitoredSince) with { NotCountedSince = sums.BehindFrom?.UtcDateTime },
            running is null ? null : new(running.StartedAt, running.Deadline, running.StartedBy, await MatchedAsync(context, running, cancellationToken)),
            last?.Outcome, last?.EndedAt)
        {
            Tenant = resource.Tenant!.Name,
            Closure = HostClosures.Of(resource.Enabled, resource.Tenant.Suspended),
        };
    }

    /// <summary>The text that the caller sees for each link.</summary>
    private async Task<Func<CloudProvider, string, string>> LinkWordsAsync(Caller caller, IEnumerable<HourlyRollUp> rollUps, CancellationToken cancellationToken)
    {
        var sight = await sights.OfAsync(caller, cancellationToken);
        var links = rollUps.Select(rollUp => rollUp.Cloud is { } cloud && LinkId.TryParse(cloud, rollUp.LinkId, out var link) ? link : (LinkId?)null).OfType<LinkId>();
        await sights.LearnAsync(sight, [.. sight.Unknown(links)], cancellationToken);
        return (cloud, text) => LinkId.TryParse(cloud, text, out var link) && !sight.Knows(link) ? sight.WordsFor(link)! : text;
    }

    /// <summary>Starts to monitor an open host: no connection is denied, and those that enforcement would deny are counted.</summary>
    [Requires(Permission.EditResources)]
    public Task<SaveResult> MonitorAsync(Caller caller, Guid resourceId, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditResources, AuditAction.ResourceChanged, async (context, cancel) =>
        {
            if (await TrialRows.LoadAsync(context, caller, resourceId, cancel) is not { } resource) return TrialRows.NotFound(caller, resourceId);
            if (resource.Mode != ResourceMode.Open) return Mistake(ConfirmField, $"The host is in {resource.Mode} already.");
            return TrialRows.SetMode(resource, ResourceMode.Monitor, "monitored");
        }, about: resourceId, cancellationToken);

    [Requires(Permission.EditResources)]
    public Task<SaveResult> EnforceAsync(Caller caller, Guid resourceId, EnforcementConsent consent, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditResources, AuditAction.ResourceEnforced, async (context, cancel) =>
        {
            if (await TrialRows.LoadAsync(context, caller, resourceId, cancel) is not { } resource) return TrialRows.NotFound(caller, resourceId);
            if (resource.Mode != ResourceMode.Monitor)
                return Mistake(ConfirmField, resource.Mode == ResourceMode.Enforce ? "The host is already enforced." : "Monitor the host first, so that you see what enforcing would block.");
            if (HostInput.Parse(consent.TypedHost).Host != resource.Host) return Mistake(HostField, $"Type {resource.Host} to confirm.");
            if (consent.Window < ShortestWindow || consent.Window > LongestWindow) return Mistake(WindowField, "Choose a time between one minute and 72 hours.");
            var isReached = await EndpointTraffic.HasReachedAsync(context, resource.Id, cancel);
            if (!isReached && !consent.WithoutVerifiedLink)
                return Mistake(LinkField, "No traffic has reached this host through a listed link yet, so enforcing would block everyone. Tick the box if you want this.");
            if (!isReached && !caller.May(Permission.LoosenResources))
                return Mistake(LinkField, "Without a connection through a listed link only an owner can enforce, because the host may block everyone.");

            var now = time.GetUtcNow().UtcDateTime;
            context.Add(new EnforcementTrial
            {
                TenantId = resource.TenantId,
                ResourceId = resource.Id,
                StartedAt = now,
                Deadline = now + consent.Window,
                StartedBy = caller.Person,
            });
            return TrialRows.SetMode(resource, ResourceMode.Enforce, $"enforced on trial for {consent.Window}");
        }, about: resourceId, cancellationToken);

    /// <summary>Makes a trial permanent.</summary>
    /// <param name="typedHost">The host name, typed again. Required when no listed link was allowed since the trial began; otherwise empty.</param>
    [Requires(Permission.EditResources)]
    public async Task<SaveResult> ConfirmAsync(Caller caller, Guid resourceId, string typedHost, CancellationToken cancellationToken = default)
    {
        var isTrusted = await clock.IsTrustedBeforeSaveAsync(cancellationToken); // the clock reads and writes the database itself
        return await changes.SaveAsync(caller, Permission.EditResources, AuditAction.ResourceConfirmed, async (context, cancel) =>
        {
            if (await TrialRows.LoadAsync(context, caller, resourceId, cancel) is not { } resource) return TrialRows.NotFound(caller, resourceId);
            if (await TrialRows.RunningAsync(context, resourceId, cancel) is not { } trial) return Mistake(ConfirmField, "There is nothing to confirm: this host is not on trial.");
            var now = time.GetUtcNow().UtcDateTime;
            if (trial.Deadline <= now && isTrusted) return Mistake(ConfirmField, "The trial is over: the host goes back to Monitor.");
            if (!caller.May(Permission.LoosenResources)) return Mistake(ConfirmField, "Only an owner can confirm the trial.");
            if (await MatchedAsync(context, trial, cancel) is null && HostInput.Parse(typedHost).Host != resource.Host)
                return Mistake(HostField, $"No connection through a listed link was allowed since you enforced the host. Wait for a connection, or type {resource.Host} to keep it enforced anyway.");
            TrialRows.End(trial, TrialOutcome.Confirmed, now);
            return new Edit.Change(AuditTarget.Of(resource), new { Confirmed = false }, new { Confirmed = true });
        }, about: resourceId, cancellationToken);
    }

    /// <summary>Ends the trials that have expired: the host returns to Monitor, unless its mode was changed since.</summary>
    internal async Task RollBackAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<Guid> due;
        await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
            due = await context.EnforcementTrials.Where(trial => trial.Outcome == null && trial.Deadline <= now).Select(trial => trial.ResourceId).ToListAsync(cancellationToken);
        foreach (var resourceId in due) await RollBackAsync(resourceId, now, cancellationToken);
    }

    private async Task RollBackAsync(Guid resourceId, DateTime now, CancellationToken cancellationToken)
    {
        var result = await changes.SaveAsync(AuditActor.Portal, AuditAction.ResourceRolledBack, async (context, cancel) =>
        {
            var resource = await context.Resources.SingleAsync(row => row.Id == resourceId, cancel);
            if (await TrialRows.RunningAsync(context, resourceId, cancel) is not { } trial || trial.Deadline > now) return new Edit.Mistake(new SaveResult.NotFound());
            if (resource.Mode != ResourceMode.Enforce)
            {
                TrialRows.End(trial, TrialOutcome.Overtaken, now);
                return new Edit.Change(AuditTarget.Of(resource), new { Trial = "running" }, new { Trial = "overtaken" });
            }

            TrialRows.End(trial, TrialOutcome.RolledBack, now);
            return TrialRows.SetMode(resource, ResourceMode.Monitor, "not confirmed in time, back to Monitor");
        }, cancellationToken);
        // A host must not stay enforced because one attempt failed. The caller retries until it succeeds.
        if (result is SaveResult.Unavailable unavailable) throw new TimeoutException(unavailable.Message);
    }

    /// <summary>When a listed link was last allowed since the trial began. It is recorded before any sampling.</summary>
    private static Task<DateTime?> MatchedAsync(PortalDbContext context, EnforcementTrial trial, CancellationToken cancellationToken) =>
        context.ResourceObservations
            .Where(observation => observation.ResourceId == trial.ResourceId && observation.LastSeen >= trial.StartedAt && observation.LastReason == Reason.LinkMatched)
            .MaxAsync(observation => (DateTime?)observation.LastSeen, cancellationToken);

    private static Edit.Mistake Mistake(string field, string sentence) => PrivateEndpointRows.Mistake(field, sentence);
}
