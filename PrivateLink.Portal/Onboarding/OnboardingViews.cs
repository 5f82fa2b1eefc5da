using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Publishing;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Turns stored endpoints into what their people see.</summary>
internal static class OnboardingViews
{
    public static async Task<OnboardingView?> FindAsync(PortalDbContext context, Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancellationToken) is not { } endpoint) return null;
        var hosts = await PrivateEndpointRows.HostsAsync(context, endpoint, cancellationToken);
        var onTrial = await context.EnforcementTrials
            .Where(trial => trial.Outcome == null && context.AllowedLinks.Any(link => link.ResourceId == trial.ResourceId && link.PrivateEndpointId == id))
            .Select(trial => trial.ResourceId)
            .ToListAsync(cancellationToken);
        return Of(endpoint, hosts, onTrial, await EndpointTraffic.ReachedAsync(context, endpoint, cancellationToken)) with
        {
            IsOffByCompany = endpoint.IsHeldFrom(caller),
            WhyOff = await SwitchReasons.OfEndpointAsync(context, endpoint, cancellationToken),
            IsOffByTenant = !endpoint.Enabled && !endpoint.SwitchedOffByCompany,
            IsHeld = await CompanySwitch.HoldsAsync(context, caller, endpoint, cancellationToken),
        };
    }

    private static OnboardingView Of(PrivateEndpoint endpoint, List<Resource> hosts, IReadOnlyCollection<Guid> onTrial, IReadOnlyDictionary<Guid, DateTime> reached) => new()
    {
        Id = endpoint.Id,
        TenantId = endpoint.TenantId,
        Tenant = endpoint.Tenant!.Name,
        Name = EndpointTitle.Of(endpoint, endpoint.Service!, hosts.ConvertAll(host => host.Host)),
        Reference = endpoint.Reference,
        Service = PublishedServices.Of(endpoint.Service!),
        Region = endpoint.Region.Length > 0 ? endpoint.Region : endpoint.Service!.Region,
        ClientRegion = endpoint.ClientRegion,
        Account = endpoint.Account,
        AllowedAt = endpoint.AllowedAt,
        Hosts =
        [
            .. hosts.Select(host => new OnboardedHost(host.Id, host.Host, host.Mode)
            {
                Aliases = [.. host.Aliases.Select(alias => alias.Host).Order(StringComparer.Ordinal)],
                IsOnTrial = onTrial.Contains(host.Id),
                ReachedAt = reached.TryGetValue(host.Id, out var last) ? last : null,
            }),
        ],
        Form = StoredForm.Read(endpoint.Form),
        State = endpoint.State,
        Claim = endpoint.Claim,
        Enabled = endpoint.Enabled,
        LinkId = endpoint.LinkId,
        Address = endpoint.Address,
        Approval = ApprovalView.Of(endpoint, PublishedServices.Of(endpoint.Service!)),
        CreatedAt = endpoint.CreatedAt,
        VerifiedAt = endpoint.VerifiedAt,
        RetiredAt = endpoint.RetiredAt,
        ZonesAt = endpoint.ZonesAt,
        CreatedInCloudAt = endpoint.CreatedInCloudAt,
        DnsAt = endpoint.DnsAt,
        ReplacesId = endpoint.ReplacesId,
        ExpiresAt = endpoint is { State: PrivateEndpointState.AwaitingTraffic, Claim: ClaimLevel.Asserted }
            ? (endpoint.ClaimedAt ?? endpoint.CreatedAt) + PrivateEndpointRows.Reservation
            : null,
    };
}
