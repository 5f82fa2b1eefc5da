using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Publishing;
using PrivateLink.Portal.Resources;
using PrivateLink.Portal.Timekeeping;

namespace PrivateLink.Portal.Onboarding;

/// <summary>The steps by which a customer sets up a private endpoint. Each action is one method with its own checks.</summary>
public sealed class OnboardingService(
    IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, ListenerTrust listeners, IOptions<CeilingOptions> ceilings, TrustedClock clock, TimeProvider time)
{
    [Requires(Permission.EditPrivateEndpoints)]
    public async Task<OnboardingOffer> OfferAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.EditPrivateEndpoints);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var tenants = await context.Tenants.VisibleTo(caller)
            .OrderBy(tenant => tenant.NormalizedName)
            .Select(tenant => new TenantChoice(tenant.Id, tenant.Name))
            .ToListAsync(cancellationToken);
        var services = await context.Services.AsNoTracking()
            .Where(service => service.Published)
            .OrderBy(service => service.Cloud).ThenBy(service => service.Region).ThenBy(service => service.NormalizedName)
            .ToListAsync(cancellationToken);
        var hosts = await context.Resources.VisibleTo(caller)
            .OrderBy(resource => resource.Suffix).ThenBy(resource => resource.Host)
            .Select(resource => new HostChoice(resource.Id, resource.TenantId, resource.Host, resource.Mode))
            .ToListAsync(cancellationToken);

        // Nothing can arrive through a service without a listener, so a customer who chose it would wait forever.
        var ready = services.FindAll(service => listeners.Of(service.Name).Count > 0);
        return new(tenants, ready.ConvertAll(PublishedServices.Of), hosts)
        {
            WithoutListener = caller.May(Permission.EditServices) ? services.Except(ready).Select(service => service.Name).ToList() : [],
        };
    }

    [Requires(Permission.ViewPrivateEndpoints)]
    public async Task<OnboardingView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewPrivateEndpoints);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await OnboardingViews.FindAsync(context, caller, id, cancellationToken);
    }

    /// <summary>Starts: the endpoint is now in the database, and its page can be shared with a colleague.</summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> StartAsync(Caller caller, OnboardingDraft draft, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditPrivateEndpoints, AuditAction.PrivateEndpointStarted, async (context, cancel) =>
        {
            var start = await OnboardingStart.ReadAsync(context, caller, listeners, draft, cancel);
            if (start.Errors.Count > 0) return new Edit.Mistake(new SaveResult.Invalid(start.Errors));
            if (await PrivateEndpointCeiling.ErrorAsync(context, caller, start.TenantId!.Value, added: 1, ceilings.Value.PrivateEndpoints, time.GetUtcNow().UtcDateTime, cancel) is { } tooMany)
                return PrivateEndpointRows.Mistake(nameof(draft.ServiceId), tooMany);

            var service = start.Service!;
            var reach = start.Reach!;
            var endpoint = new PrivateEndpoint
            {
                TenantId = start.TenantId!.Value,
                ServiceId = service.Id,
                Cloud = service.Cloud,
                Name = EndpointTitle.For(service.Cloud, start.Region, [.. start.Hosts.Select(host => host.Host).Order(StringComparer.Ordinal)]),
                State = PrivateEndpointState.Draft,
                Claim = ClaimLevel.None,
                Region = reach.Region,
                ClientRegion = reach.Kind == ReachKind.GlobalAccess ? start.Region : null,
                Account = start.Account,
                ReplacesId = draft.ReplacesId,
            };
            context.Add(endpoint);
            foreach (var host in start.Hosts) host.AllowedLinks.Add(new AllowedLink { TenantId = endpoint.TenantId, PrivateEndpoint = endpoint });
            return new Edit.Change(AuditTarget.Of(endpoint), Before: null, PrivateEndpointRows.FactsOf(endpoint));
        }, about: null, cancellationToken);

    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> ConfirmZonesAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, (endpoint, now) =>
        {
            endpoint.ZonesAt ??= now;
            return null;
        }, cancellationToken);

    /// <summary>The zones for the endpoint. If none is chosen, the service's zones apply.</summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> ChooseZonesAsync(Caller caller, Guid id, IReadOnlyList<ChosenZone> zones, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, (endpoint, now) =>
        {
            endpoint.ZonesAt ??= now;
            return PastedFactsKept.Write(endpoint, new Dictionary<string, string>(StoredForm.Read(endpoint.Form)) { [ChosenZones.Field.Key] = ChosenZones.Write(zones) });
        }, cancellationToken);

    /// <summary>
    /// Saves what was typed, even if incomplete, as long as no field is invalid. Other fields stay unchanged, because a colleague may fill them in.
    /// </summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> SaveFormAsync(Caller caller, Guid id, IReadOnlyDictionary<string, FieldEdit> edits, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, (endpoint, _) =>
        {
            var fields = KnownClouds.Of(endpoint.Cloud).Form.Fields;
            var texts = new Dictionary<string, string>(StoredForm.Read(endpoint.Form));
            var typed = fields.Where(field => edits.ContainsKey(field.Key)).ToList();
            var overtaken = typed.Where(field => edits[field.Key].IsOvertakenBy(texts.GetValueOrDefault(field.Key)))
                .Select(field => new FieldDifference(field.Label, edits[field.Key].Yours, texts.GetValueOrDefault(field.Key, ""))).ToList();
            if (overtaken.Count > 0) return PrivateEndpointRows.Overtaken(endpoint, overtaken);
            foreach (var field in typed) texts[field.Key] = edits[field.Key].Yours;
            return PastedFactsKept.Write(endpoint, texts);
        }, cancellationToken);

    /// <summary>The customer states that the endpoint exists in the cloud.</summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> ConfirmCreatedAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, (endpoint, now) =>
        {
            if (endpoint is { Service.Acceptance: Acceptance.AllowList, AllowedAt: null })
                return PrivateEndpointRows.Mistake("Created", $"We must allow your {KnownClouds.Of(endpoint.Cloud).Words.Account} first. This page then continues automatically.");
            endpoint.CreatedInCloudAt ??= now;
            return null;
        }, cancellationToken);

    /// <summary>Sets the link ID, typed or pasted. It counts as a claim only, until a connection or a one-time name proves it.</summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public async Task<SaveResult> SetLinkIdAsync(Caller caller, Guid id, FieldEdit edit, CancellationToken cancellationToken = default)
    {
        var since = await GivenOutAgain.SinceAsync(clock, time, cancellationToken);
        return await changes.SaveAsync(caller, Permission.EditPrivateEndpoints, AuditAction.PrivateEndpointLinked, async (context, cancel) =>
        {
            if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancel) is not { } endpoint) return PrivateEndpointRows.NotFound(caller, id);
            if (Settled(endpoint) is { } settled) return settled;

            var paste = EndpointPastes.Read(PublishedServices.Of(endpoint.Service!), edit.Yours);
            var input = paste.Link;
            if (input.LinkId is not { } linkId) return PrivateEndpointRows.Mistake(LinkField, input.Message ?? "Paste the link ID.");
            if (new FieldEdit(edit.Was, linkId.ToString()).IsOvertakenBy(endpoint.LinkId))
                return PrivateEndpointRows.Overtaken(endpoint, new FieldDifference("Link ID", linkId.ToString(), endpoint.LinkId ?? ""));
            if (await CompanySwitch.HoldsAsync(context, caller, endpoint, linkId, cancel)) return PrivateEndpointRows.Held(endpoint, LinkField);
            if (PrivateEndpointRows.IsWithdrawnFrom(caller, endpoint, linkId)) return PrivateEndpointRows.Mistake(LinkField, PrivateEndpointRows.Withdrawn);
            if (await PrivateEndpointRows.TwiceAsync(context, endpoint, linkId, cancel) is { } twice) return PrivateEndpointRows.Mistake(LinkField, twice);
            if (await GivenOutAgain.HasToBeProvedAsync(context, endpoint.TenantId, endpoint.ServiceId, linkId, since, cancel))
                return PrivateEndpointRows.Mistake(LinkField, GivenOutAgain.SentenceOf(endpoint.Cloud));

            var before = PrivateEndpointRows.FactsOf(endpoint);
            if (endpoint.LinkId != linkId.ToString() || endpoint.State == PrivateEndpointState.Expired) Assert(endpoint, linkId.ToString());
            if (PastedFactsKept.Keep(endpoint, paste, time.GetUtcNow().UtcDateTime) is { } mistake) return mistake;
            var hosts = await PrivateEndpointRows.HostsAsync(context, endpoint, cancel);
            return new Edit.Change(AuditTarget.Of(endpoint), before, PrivateEndpointRows.FactsOf(endpoint))
            {
                PolicySummary = PrivateEndpointRows.PolicySummary(endpoint, hosts, "listed"),
                Touched = PrivateEndpointRows.Touched(hosts),
                TouchesShared = true,
            };
        }, about: id, cancellationToken);
    }

    /// <summary>Saves what the customer's cloud says about the endpoint, with or without a link ID.</summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> KeepPasteAsync(Caller caller, Guid id, string pasted, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, (endpoint, now) =>
        {
            var paste = EndpointPastes.Read(PublishedServices.Of(endpoint.Service!), pasted);
            return paste.SaysMore ? PastedFactsKept.Keep(endpoint, paste, now) : PrivateEndpointRows.Mistake(LinkField, paste.Link.Message ?? "Paste what your cloud prints.");
        }, cancellationToken);

    /// <summary>
    /// Sets the endpoint's address or DNS name in the customer's network, for DNS records and commands. If a whole output is pasted, all its facts
    /// are saved.
    /// </summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> SetAddressAsync(Caller caller, Guid id, FieldEdit edit, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, (endpoint, now) =>
        {
            var reading = EndpointAddressInput.Parse(KnownClouds.Of(endpoint.Cloud).Address, edit.Yours);
            var paste = EndpointPastes.Read(PublishedServices.Of(endpoint.Service!), edit.Yours);
            if ((reading.Value ?? paste.Target) is not { } address) return PrivateEndpointRows.Mistake(AddressField, reading.Error!);
            if (new FieldEdit(edit.Was, address).IsOvertakenBy(endpoint.Address))
                return PrivateEndpointRows.Overtaken(endpoint, new FieldDifference("Address", address, endpoint.Address ?? ""));
            if (PastedFactsKept.Keep(endpoint, paste, now) is { } mistake) return mistake;
            endpoint.Address = reading.Value ?? endpoint.Address;
            return null;
        }, cancellationToken);

    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> ConfirmDnsAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        ChangeAsync(caller, id, (endpoint, now) =>
        {
            endpoint.DnsAt ??= now;
            return null;
        }, cancellationToken);

    /// <summary>The field that messages about the link ID belong to.</summary>
    public const string LinkField = "LinkId";

    /// <summary>The field that messages about the address belong to.</summary>
    public const string AddressField = "Address";

    private void Assert(PrivateEndpoint endpoint, string linkId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (endpoint.LinkId is { } known && known != linkId) Approvals.Forget(endpoint);
        endpoint.LinkId = linkId;
        endpoint.Claim = ClaimLevel.Asserted;
        endpoint.ClaimedAt = now;
        endpoint.State = PrivateEndpointState.AwaitingTraffic;
        endpoint.VerifiedAt = null;
        endpoint.CreatedInCloudAt ??= now;
    }

    /// <summary>What can no longer be changed, with the reason.</summary>
    private static Edit.Mistake? Settled(PrivateEndpoint endpoint) => endpoint.State switch
    {
        PrivateEndpointState.Retired => PrivateEndpointRows.Mistake(LinkField, "This private endpoint is retired. Set up a new one."),
        PrivateEndpointState.Conflict => PrivateEndpointRows.Mistake(LinkField, "This link is in dispute. We are looking into it and will tell you here."),
        _ => null,
    };

    /// <summary>A change that does not affect connections.</summary>
    private Task<SaveResult> ChangeAsync(Caller caller, Guid id, Func<PrivateEndpoint, DateTime, Edit.Mistake?> change, CancellationToken cancellationToken) =>
        changes.SaveAsync(caller, Permission.EditPrivateEndpoints, AuditAction.PrivateEndpointChanged, async (context, cancel) =>
        {
            if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancel) is not { } endpoint) return PrivateEndpointRows.NotFound(caller, id);
            if (endpoint.State == PrivateEndpointState.Retired) return Settled(endpoint)!;
            var before = PrivateEndpointRows.FactsOf(endpoint);
            return (Edit?)change(endpoint, time.GetUtcNow().UtcDateTime)
                ?? new Edit.Change(AuditTarget.Of(endpoint), before, PrivateEndpointRows.FactsOf(endpoint));
        }, about: id, cancellationToken);
}
