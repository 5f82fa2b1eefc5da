using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>The protected hosts, as the caller sees them.</summary>
public sealed class ResourceService(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, IOptions<CeilingOptions> ceilings, TrustedClock clock, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [Requires(Permission.ViewResources)]
    public async Task<IReadOnlyList<ResourceRow>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewResources);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.Resources.VisibleTo(caller)
            .OrderBy(resource => resource.Suffix).ThenBy(resource => resource.Host)
            .Select(resource => new ResourceRow(
                resource.Id,
                resource.Host,
                resource.Tenant!.Name,
                resource.Mode,
                resource.Enabled,
                caller.IsCompany ? resource.Upstream!.Name : null,
                resource.AllowedLinks
                    .Where(link => link.PrivateEndpoint.LinkId != null)
                    .OrderBy(link => link.PrivateEndpoint.Cloud).ThenBy(link => link.PrivateEndpoint.LinkId)
                    .Select(link => new LinkView(
                        link.PrivateEndpoint.Cloud,
                        link.PrivateEndpoint.LinkId!,
                        link.PrivateEndpoint.Service!.Name,
                        link.Enabled && link.PrivateEndpoint.Enabled))
                    .ToList(),
                resource.UpdatedAt,
                caller.IsCompany ? resource.Upstream!.SendProxyHeader : null)
            {
                IsTenantSuspended = resource.Tenant.Suspended,
            })
            .ToListAsync(cancellationToken);
    }

    [Requires(Permission.ViewResources)]
    public async Task<ResourceDetail?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewResources);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var resource = await LoadAsync(context, caller, id, cancellationToken);
        return resource is null
            ? null
            : new(resource.Id, resource.Version, DraftFor(caller, resource), resource.Tenant!.Name)
            {
                Closure = HostClosures.Of(resource.Enabled, resource.Tenant.Suspended),
                WhyOff = await SwitchReasons.OfHostAsync(context, resource, cancellationToken),
                WhyLinksOff = await SwitchReasons.OfLinksAsync(context, resource, cancellationToken),
            };
    }

    /// <summary>The choices in the form. A tenant sees no upstreams, and an unpublished service only if it already uses it.</summary>
    [Requires(Permission.ViewResources)]
    public async Task<ResourceChoices> ChoicesAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewResources);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var tenants = await context.Tenants.VisibleTo(caller)
            .OrderBy(tenant => tenant.NormalizedName)
            .Select(tenant => new TenantChoice(tenant.Id, tenant.Name))
            .ToListAsync(cancellationToken);
        var upstreams = caller.IsCompany
            ? await context.Upstreams.AsNoTracking().OrderBy(upstream => upstream.NormalizedName).ToListAsync(cancellationToken)
            : [];
        var services = await OfferedServices.To(context, caller)
            .OrderBy(service => service.Cloud).ThenBy(service => service.NormalizedName)
            .Select(service => new { service.Id, service.Name, service.Cloud, service.Region, service.Alias })
            .ToListAsync(cancellationToken);

        // A tenant knows a service by its region or its cloud name. The company's name for it is internal.
        var places = services.ToLookup(service => (service.Cloud, service.Region));
        return new(tenants, upstreams.ConvertAll(ChoiceOf), services.ConvertAll(service => new ServiceChoice(
            service.Id, caller.IsCompany ? service.Name : places[(service.Cloud, service.Region)].Count() == 1 ? service.Region : service.Alias, service.Cloud)));
    }

    /// <summary>
    /// The service under which a link must be listed to be allowed on the path that it used; null if the caller cannot choose that service, or if
    /// there are several.
    /// </summary>
    /// <param name="caller">The caller who wants to list it.</param>
    /// <param name="cloud">The link's cloud.</param>
    /// <param name="name">The service of the listener that it came through; null if that listener accepts the links of every service.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    [Requires(Permission.EditResources)]
    public async Task<Guid?> ServiceOfAsync(Caller caller, CloudProvider cloud, string? name, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.EditResources);
        var normalized = name is null ? null : NormalizedText.Of(name);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var services = await OfferedServices.To(context, caller)
            .Where(service => service.Cloud == cloud && (normalized == null || service.NormalizedName == normalized))
            .Select(service => service.Id).Take(2).ToListAsync(cancellationToken);
        return services is [var only] ? only : null;
    }

    [Requires(Permission.AddResources)]
    public async Task<SaveResult> CreateAsync(Caller caller, ResourceDraft draft, CancellationToken cancellationToken = default)
    {
        var since = await GivenOutAgain.SinceAsync(clock, time, cancellationToken);
        return await changes.SaveAsync(caller, Permission.AddResources, AuditAction.ResourceCreated, async (context, cancel) =>
        {
            var form = await ResourceForm.ReadAsync(context, caller, existing: null, draft, since, cancel);
            if (form.Values is not { } values) return new Edit.Mistake(new SaveResult.Invalid(form.Errors));
            var names = await NamesAndWildcards.LoosestAsync(context, existing: null, values, cancel);
            var loosening = Loosening.Of(caller, names.Before, names.After, draft.Reason);
            if (loosening.Refusal is { } refused) return NotLoosened(new AuditTarget("resource", Id: null, values.Host, values.TenantId), refused);

            var resource = new Resource
            {
                TenantId = values.TenantId,
                Host = values.Host,
                Mode = values.Mode,
                UpstreamId = values.UpstreamId,
            };
            resource.Turn(caller, values.Enabled);
            AliasNames.Replace(resource, values.Aliases);
            await AllowedLinkList.ReplaceAsync(context, caller, resource, values.Links, cancel);
            context.Resources.Add(resource);
            if (loosening.Reason is not null) context.TenantNotices.Add(loosening.Notice(resource, names.Before, names.After, caller));
            return new Edit.Change(AuditTarget.Of(resource), Before: null, ResourceSummary.Facts.Of(resource) with { Reason = loosening.Reason })
            {
                PolicySummary = ResourceSummary.OfNew(resource) + loosening.Because,
                Touched = new HashSet<Guid> { resource.Id },
            };
        }, about: null, cancellationToken);
    }

    /// <summary>
    /// Saves the mode, the links and what the company assigns. The company must give a reason to disable something. Loosening needs
    /// <see cref="Permission.LoosenResources"/> and a reason, from any caller. This cannot switch a host to Enforce, because that needs a trial.
    /// </summary>
    [Requires(Permission.EditResources)]
    public Task<SaveResult> UpdateAsync(Caller caller, Guid id, int version, ResourceDraft draft, CancellationToken cancellationToken = default) =>
        UpdateAsync(caller, id, version, draft, putsBack: false, cancellationToken);

    /// <summary>The same, to restore an earlier state when an administrator rolls back a revision. It may enforce the host at once.</summary>
    [Requires(Permission.EditResources)]
    internal Task<SaveResult> PutBackAsync(Caller caller, Guid id, int version, ResourceDraft draft, CancellationToken cancellationToken = default) =>
        UpdateAsync(caller, id, version, draft, putsBack: true, cancellationToken);

    private async Task<SaveResult> UpdateAsync(Caller caller, Guid id, int version, ResourceDraft draft, bool putsBack, CancellationToken cancellationToken)
    {
        var since = await GivenOutAgain.SinceAsync(clock, time, cancellationToken);
        return await changes.SaveAsync(caller, Permission.EditResources, AuditAction.ResourceChanged, async (context, cancel) =>
        {
            var resource = await LoadAsync(context, caller, id, cancel);
            if (resource is null) return NotFound(caller, id);
            if (resource.Version != version) return new Edit.Mistake(SaveResult.Conflict.With(resource, "resource", await ResourceDifference.BetweenAsync(context, caller, draft, resource, cancel)));

            if (!caller.IsCompany && CompanysChange(resource, draft) is { } refusal) return refusal;

            var form = await ResourceForm.ReadAsync(context, caller, resource, draft, since, cancel);
            if (form.Values is not { } values) return new Edit.Mistake(new SaveResult.Invalid(form.Errors));
            if (await AllowedLinkList.UndoesTheCompanysAsync(context, caller, resource, values.Links, cancel))
                return Refuse(AuditTarget.Of(resource), ResourceForm.LinksField, CompanySwitch.OffLink);

            if (values.Mode < resource.Mode && CompanySwitch.HoldsModeOf(caller, resource)) return Refuse(AuditTarget.Of(resource), ResourceForm.ModeField, CompanySwitch.OffMode);

            // A name can become open without a change of this resource's mode.
            var modes = values.Mode < resource.Mode ? (Before: resource.Mode, After: values.Mode) : await NamesAndWildcards.LoosestAsync(context, resource, values, cancel);
            var loosening = Loosening.Of(caller, modes.Before, modes.After, draft.Reason);
            if (loosening.Refusal is { } refused) return NotLoosened(AuditTarget.Of(resource), refused);

            // A host can be enforced only on trial: the person sees what it denies, and it is undone automatically.
            if (!putsBack && resource.Mode != ResourceMode.Enforce && values.Mode == ResourceMode.Enforce)
                return new Edit.Mistake(new SaveResult.Invalid(new Dictionary<string, string> { [ResourceForm.ModeField] = ResourceForm.OnTrialOnly }));

            // When the company disables something, it cuts off the tenant's traffic, so it needs a reason.
            var turnsOff = caller.IsCompany && TurnsOff(caller, resource, values, draft.KeepOff);
            if (turnsOff && CompanySwitch.ReasonErrorOf(caller, draft.Reason) is { } unexplained)
                return new Edit.Mistake(new SaveResult.Invalid(new Dictionary<string, string> { [ResourceForm.ReasonField] = unexplained }));

            if (loosening.Reason is not null) context.TenantNotices.Add(loosening.Notice(resource, modes.Before, modes.After, caller));

            var before = ResourceSummary.Facts.Of(resource);
            resource.Host = values.Host;
            if (resource.Mode == ResourceMode.Enforce && values.Mode != ResourceMode.Enforce) await EndTrialAsync(context, id, cancel);
            resource.Mode = values.Mode;
            resource.Turn(caller, values.Enabled);
            if (draft.KeepOff) resource.KeepOff(caller);
            resource.UpstreamId = values.UpstreamId;
            AliasNames.Replace(resource, values.Aliases);
            await AllowedLinkList.ReplaceAsync(context, caller, resource, values.Links, cancel);
            var added = resource.AllowedLinks.Count(link => context.Entry(link.PrivateEndpoint).State is EntityState.Added or EntityState.Detached);
            if (await PrivateEndpointCeiling.ErrorAsync(context, caller, resource.TenantId, added, ceilings.Value.PrivateEndpoints, Now, cancel) is { } tooMany)
                return new Edit.Mistake(new SaveResult.Invalid(new Dictionary<string, string> { [ResourceForm.LinkTextField(values.Links.Count - 1)] = tooMany }));

            // Links and aliases are separate rows. A change to either must also count as a change to the resource.
            if (context.ChangeTracker.HasChanges()) context.Entry(resource).State = EntityState.Modified;
            var after = ResourceSummary.Facts.Of(resource) with { Reason = loosening.Reason ?? (turnsOff ? draft.Reason.Trim() : null) };
            return new Edit.Change(AuditTarget.Of(resource), before, after)
            {
                PolicySummary = ResourceSummary.OfChange(before, after),
                Touched = new HashSet<Guid> { resource.Id },
            };
        }, about: id, cancellationToken);
    }

    /// <summary>Whether the values disable the host or a listed link, or keep disabled what already is.</summary>
    private static bool TurnsOff(Caller caller, Resource resource, ResourceValues values, bool keepsOff) =>
        (!values.Enabled && (resource.Enabled || (keepsOff && !resource.SwitchedOffByCompany))) || AllowedLinkList.TurnsOff(caller, resource, values.Links);

    private static Task<Resource?> LoadAsync(PortalDbContext context, Caller caller, Guid id, CancellationToken cancellationToken) =>
        context.Resources.VisibleTo(caller)
            .Include(resource => resource.Tenant)
            .Include(resource => resource.Upstream)
            .Include(resource => resource.Aliases)
            .Include(resource => resource.AllowedLinks).ThenInclude(link => link.PrivateEndpoint)
            .AsSplitQuery() // one query makes SQLite join the links of all resources first
            .SingleOrDefaultAsync(resource => resource.Id == id, cancellationToken);

    internal static ResourceDraft DraftOf(Resource resource, Caller caller) => new()
    {
        TenantId = resource.TenantId,
        Host = resource.Host,
        Aliases = AliasNames.Of(resource),
        Mode = resource.Mode,
        Enabled = resource.Enabled,
        IsHeld = resource.IsHeldFrom(caller),
        IsOffByTenant = !resource.Enabled && !resource.SwitchedOffByCompany,
        UpstreamId = resource.UpstreamId,
        Links =
        [
            .. resource.AllowedLinks
                .Where(link => link.PrivateEndpoint.LinkId is not null)
                .OrderBy(link => link.PrivateEndpoint.Cloud).ThenBy(link => link.PrivateEndpoint.LinkId, StringComparer.Ordinal)
                .Select(link => new LinkDraft
                {
                    ServiceId = link.PrivateEndpoint.ServiceId,
                    Text = link.PrivateEndpoint.LinkId!,
                    Enabled = link.Enabled,
                    IsEndpointOff = !link.PrivateEndpoint.Enabled,
                    IsHeld = link.IsHeldFrom(caller),
                }),
        ],
    };

    private static ResourceDraft DraftFor(Caller caller, Resource resource)
    {
        var draft = DraftOf(resource, caller);
        if (!caller.IsCompany) draft.UpstreamId = null;
        return draft;
    }

    private static UpstreamChoice ChoiceOf(Data.Entities.Upstream upstream) =>
        new(upstream.Id, upstream.Name, string.Join(", ", upstream.Addresses), upstream.SendProxyHeader);

    /// <summary>
    /// Only the company assigns the host and the upstream, and enables what it has disabled; the tenant chooses mode and links. This is checked
    /// before the form, whose answer about a host would reveal the tenant that has it.
    /// </summary>
    private static Edit.Refusal? CompanysChange(Resource resource, ResourceDraft draft)
    {
        if (HostInput.Parse(draft.Host).Host is { } host && host != resource.Host)
            return Refuse(AuditTarget.Of(resource), ResourceForm.HostField, "Only the company assigns host names. Ask the company to make this change.");
        if (!AliasNames.AreSame(draft.Aliases, AliasNames.Of(resource)))
            return Refuse(AuditTarget.Of(resource), ResourceForm.AliasesField, "Only the company assigns host names. Ask the company to make this change.");
        return draft.UpstreamId is { } upstream && upstream != resource.UpstreamId
            ? Refuse(AuditTarget.Of(resource), ResourceForm.UpstreamField, "Only the company assigns upstreams. Ask the company to make this change.")
            : draft.Enabled && resource.SwitchedOffByCompany ? Refuse(AuditTarget.Of(resource), ResourceForm.EnabledField, CompanySwitch.OffHost) : null;
    }

    /// <summary>The answer is the same for another tenant's host and for none. The attempt is recorded for the caller's own side.</summary>
    private static Edit.Refusal NotFound(Caller caller, Guid id) =>
        new(new SaveResult.NotFound(), new AuditTarget("resource", id, "", caller.TenantId), "This resource does not exist, or you have no access to it.");

    /// <summary>A host that leaves Enforce has no trial any more. Its old trial can no longer be confirmed, and a new one may start.</summary>
    private async Task EndTrialAsync(PortalDbContext context, Guid id, CancellationToken cancellationToken)
    {
        if (await context.EnforcementTrials.SingleOrDefaultAsync(trial => trial.ResourceId == id && trial.Outcome == null, cancellationToken) is { } trial)
            (trial.Outcome, trial.EndedAt) = (TrialOutcome.Overtaken, Now);
    }

    private static Edit NotLoosened(AuditTarget target, SaveResult refusal) => refusal is SaveResult.Refused refused
        ? new Edit.Refusal(refused, target, refused.Message)
        : new Edit.Mistake(refusal);

    private static Edit.Refusal Refuse(AuditTarget target, string field, string why) =>
        new(new SaveResult.Invalid(new Dictionary<string, string> { [field] = why }), target, why);
}
