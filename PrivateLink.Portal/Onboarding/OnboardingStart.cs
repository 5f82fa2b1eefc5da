using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Publishing;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Checks the first step's draft against the database. It returns an error for each mistake, or all that is needed to start.</summary>
internal sealed class OnboardingStart
{
    private readonly Dictionary<string, string> _errors = [];

    private OnboardingStart()
    {
    }

    public IReadOnlyDictionary<string, string> Errors => _errors;

    public Guid? TenantId { get; private set; }

    public PrivateLinkService? Service { get; private set; }

    public string Region { get; private set; } = "";

    public RegionReach? Reach { get; private set; }

    public string? Account { get; private set; }

    public IReadOnlyList<Resource> Hosts { get; private set; } = [];

    public static async Task<OnboardingStart> ReadAsync(PortalDbContext context, Caller caller, ListenerTrust listeners, OnboardingDraft draft, CancellationToken cancellationToken)
    {
        var start = new OnboardingStart();
        await start.ReadTenantAsync(context, caller, draft, cancellationToken);
        await start.ReadServiceAsync(context, listeners, draft, cancellationToken);
        await start.ReadHostsAsync(context, caller, draft, cancellationToken);
        await start.ReadReplacedAsync(context, draft, cancellationToken);
        return start;
    }

    private async Task ReadTenantAsync(PortalDbContext context, Caller caller, OnboardingDraft draft, CancellationToken cancellationToken)
    {
        TenantId = caller.TenantId ?? draft.TenantId;
        if (TenantId is not { } id || !await context.Tenants.VisibleTo(caller).AnyAsync(tenant => tenant.Id == id, cancellationToken))
            _errors[nameof(draft.TenantId)] = "Choose the tenant whose private endpoint this is.";
    }

    private async Task ReadServiceAsync(PortalDbContext context, ListenerTrust listeners, OnboardingDraft draft, CancellationToken cancellationToken)
    {
        Service = await context.Services.SingleOrDefaultAsync(service => service.Id == draft.ServiceId && service.Published, cancellationToken);
        if (Service is null)
        {
            _errors[nameof(draft.ServiceId)] = draft.ServiceId is null
                ? "Choose the cloud and the service that you connect to."
                : "This service is no longer offered. Choose another one.";
            return;
        }

        if (listeners.Of(Service.Name).Count == 0) _errors[nameof(draft.ServiceId)] = "This service is not ready: it has no listener yet. Choose another one, or ask us.";
        var region = KnownClouds.Of(Service.Cloud).Regions.Read(draft.Region);
        if (region.Value is null)
        {
            _errors[nameof(draft.Region)] = region.Error!;
        }
        else
        {
            Region = region.Value;
            Reach = KnownClouds.Of(Service.Cloud).Regions.Reach(PublishedServices.Of(Service), Region);
            if (!Reach.IsPossible) _errors[nameof(draft.Region)] = Reach.Sentence;
        }

        if (draft.Account.Trim().Length == 0 && Service.Acceptance == Acceptance.Open) return;
        var account = KnownClouds.Of(Service.Cloud).Form.ReadAccount(draft.Account);
        if (account.Value is null) _errors[nameof(draft.Account)] = account.Error!;
        else Account = account.Value;
    }

    private async Task ReadReplacedAsync(PortalDbContext context, OnboardingDraft draft, CancellationToken cancellationToken)
    {
        if (draft.ReplacesId is { } id && !await context.PrivateEndpoints.AnyAsync(endpoint => endpoint.Id == id && endpoint.TenantId == TenantId, cancellationToken))
            _errors[nameof(draft.ReplacesId)] = "The private endpoint to replace does not exist. Start again from its page.";
    }

    private async Task ReadHostsAsync(PortalDbContext context, Caller caller, OnboardingDraft draft, CancellationToken cancellationToken)
    {
        var ids = draft.HostIds.ToArray();
        Hosts = await context.Resources.VisibleTo(caller)
            .Where(resource => ids.Contains(resource.Id) && resource.TenantId == TenantId)
            .ToListAsync(cancellationToken);
        if (Hosts.Count == 0) _errors[nameof(draft.HostIds)] = "Choose at least one host that you want to reach privately.";
    }
}
