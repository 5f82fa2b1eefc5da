using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Publishing;

/// <summary>The services that the company publishes in the clouds.</summary>
public sealed class PublishingService(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, ListenerTrust trust, LiveConnections live)
{
    private const int LooksBackOver = 500;

    [Requires(Permission.EditServices)]
    public async Task<IReadOnlyList<ServiceDetail>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.EditServices);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var rows = await context.Services.AsNoTracking()
            .OrderBy(service => service.Cloud).ThenBy(service => service.NormalizedName)
            .Select(service => new { Service = service, Count = context.PrivateEndpoints.Count(endpoint => endpoint.ServiceId == service.Id) })
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(row => DetailOf(row.Service, row.Count));
    }

    [Requires(Permission.EditServices)]
    public async Task<ServiceDetail?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        (await ListAsync(caller, cancellationToken)).FirstOrDefault(service => service.Id == id);

    /// <summary>What must be right on the company's side, checked against what the engine sees.</summary>
    [Requires(Permission.EditServices)]
    public async Task<IReadOnlyList<ChecklistItem>> ChecklistAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        await FindAsync(caller, id, cancellationToken) is { Draft.Cloud: { } cloud } service ? ProviderChecklist.Of(cloud, EvidenceOf(caller, service)) : [];

    [Requires(Permission.EditServices)]
    public Task<SaveResult> CreateAsync(Caller caller, ServiceDraft draft, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditServices, AuditAction.ServiceCreated, async (context, cancel) =>
        {
            var form = ServiceForm.Read(draft);
            if (form.Errors.Count > 0) return new Edit.Mistake(new SaveResult.Invalid(form.Errors));
            if (await IsTakenAsync(context, draft, null, cancel)) return Taken;
            var service = new PrivateLinkService { Name = draft.Name.Trim(), Cloud = draft.Cloud!.Value, Region = form.Region, Alias = form.Alias };
            Apply(service, draft, form);
            context.Add(service);
            return new Edit.Change(AuditTarget.Of(service), Before: null, FactsOf(service));
        }, about: null, cancellationToken);

    [Requires(Permission.EditServices)]
    public Task<SaveResult> UpdateAsync(Caller caller, Guid id, int version, ServiceDraft draft, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditServices, AuditAction.ServiceChanged, async (context, cancel) =>
        {
            if (await context.Services.SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } service) return new Edit.Mistake(new SaveResult.NotFound());
            if (service.Version != version)
                return new Edit.Mistake(ConflictWith(service, draft));
            var form = ServiceForm.Read(draft);
            if (form.Errors.Count > 0) return new Edit.Mistake(new SaveResult.Invalid(form.Errors));
            if (draft.Cloud != service.Cloud) return PrivateEndpointRows.Mistake(nameof(draft.Cloud), "A service cannot move to another cloud. Add a new one.");
            if (await IsTakenAsync(context, draft, id, cancel)) return Taken;

            var before = FactsOf(service);
            var isRenamed = service.NormalizedName != NormalizedText.Of(draft.Name);
            service.Name = draft.Name.Trim();
            service.Region = form.Region;
            service.Alias = form.Alias;
            Apply(service, draft, form);
            return new Edit.Change(AuditTarget.Of(service), before, FactsOf(service))
            {
                // Link IDs are matched within their service, by its name, so a new name affects connections.
                PolicySummary = isRenamed ? $"Service {service.Name}: renamed" : null,
                Touched = isRenamed
                    ? await TouchedResources.OfAsync(context.Resources.Where(resource => resource.AllowedLinks.Any(link => link.PrivateEndpoint.ServiceId == id)), cancel)
                    : null,
                TouchesShared = true,
            };
        }, about: id, cancellationToken);

    private ServiceEvidence EvidenceOf(Caller caller, ServiceDetail service)
    {
        var settings = service.Listeners.Select(trust.SettingsOf).OfType<ListenerOptions>().ToList();
        return new(
            service.Draft.Name,
            service.Listeners,
            settings.All(listener => listener.ProxyProtocol == ProxyProtocolMode.Require),
            settings.Any(ListenerTrust.TrustsEveryone),
            service.Listeners.Count == 0
                ? null
                : live.Snapshot(caller, ConnectionFilter.OnListeners([.. service.Listeners]), LooksBackOver).FirstOrDefault(entry => entry.LinkId is not null)?.Time.UtcDateTime,
            Newest(caller, service, Reason.HeaderMissing),
            Newest(caller, service, ReasonTable.Where(row => row.Family == ReasonFamily.Probe)),
            Newest(caller, service, Reason.SourceUntrusted))
        {
            ServiceId = service.Draft.Cloud is { } cloud ? KnownClouds.Of(cloud).ProviderSide.ServiceIdOf(service.Draft.Alias) : null,
        };
    }

    private DateTime? Newest(Caller caller, ServiceDetail service, params IReadOnlyList<Reason> reasons) => service.Listeners.Count == 0
        ? null
        : live.Snapshot(caller, ConnectionFilter.OnListeners([.. service.Listeners], reasons), 1) is [var entry] ? entry.Time.UtcDateTime : null;

    private static SaveResult.Conflict ConflictWith(PrivateLinkService service, ServiceDraft draft) =>
        SaveResult.Conflict.With(service, "service", ServiceDifference.Between(draft, DraftOf(service)));

    private static Edit.Mistake Taken => PrivateEndpointRows.Mistake(nameof(ServiceDraft.Name), "Another service has this name.");

    private static Task<bool> IsTakenAsync(PortalDbContext context, ServiceDraft draft, Guid? id, CancellationToken cancellationToken)
    {
        var name = NormalizedText.Of(draft.Name);
        return context.Services.AnyAsync(service => service.NormalizedName == name && service.Id != id, cancellationToken);
    }

    private static void Apply(PrivateLinkService service, ServiceDraft draft, ServiceForm form)
    {
        service.CloudResourceId = form.CloudResourceId;
        service.ZoneIds = WordList.Join(form.ZoneIds);
        service.SupportedRegions = WordList.Join(form.SupportedRegions);
        service.Ports = WordList.Join(form.Ports);
        service.Acceptance = draft.Acceptance;
        service.PrivateDnsName = form.PrivateDnsName;
        service.Instructions = draft.Instructions.Trim() is { Length: > 0 } text ? text : null;
        service.Published = draft.Published;
    }

    private ServiceDetail DetailOf(PrivateLinkService service, int endpoints) =>
        new(service.Id, service.Version, service.Region, DraftOf(service), trust.Of(service.Name), endpoints);

    private static ServiceDraft DraftOf(PrivateLinkService service) => new()
    {
        Name = service.Name,
        Cloud = service.Cloud,
        Alias = service.Alias,
        CloudResourceId = service.CloudResourceId ?? "",
        ZoneIds = service.ZoneIds,
        SupportedRegions = service.SupportedRegions,
        Ports = service.Ports,
        Acceptance = service.Acceptance,
        PrivateDnsName = service.PrivateDnsName ?? "",
        Instructions = service.Instructions ?? "",
        Published = service.Published,
    };

    private static object FactsOf(PrivateLinkService service) => new
    {
        service.Name,
        service.Cloud,
        service.Region,
        service.Alias,
        service.CloudResourceId,
        service.ZoneIds,
        service.SupportedRegions,
        service.Ports,
        service.Acceptance,
        service.PrivateDnsName,
        service.Instructions,
        service.Published,
    };
}
