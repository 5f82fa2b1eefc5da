using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Publishing;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Onboarding;

/// <summary>
/// Proves a link by a connection. Anyone who can send a secret name through a private endpoint has that endpoint in their network. The link ID comes
/// from the header, so no one types it.
/// </summary>
public sealed class ClaimService(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, ListenerTrust trust, IOptions<CeilingOptions> ceilings, TimeProvider time)
{
    /// <summary>Long enough to find the colleague who may log in to the network.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    // 24 characters out of 32: 120 bits, in letters that people do not confuse.
    private const string Letters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int NonceLength = 24;

    /// <summary>The name that the portal waits for; null when there is none, or when it has expired or was used.</summary>
    [Requires(Permission.ViewPrivateEndpoints)]
    public async Task<ClaimView?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewPrivateEndpoints);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancellationToken) is not { } endpoint) return null;
        if (await TicketAsync(context, endpoint, cancellationToken) is not { } ticket) return null;

        var seen = await ArrivalsAsync(context, caller, ticket, endpoint, cancellationToken);
        var port = PublishedServices.Of(endpoint.Service!).Port;
        return new(ticket.Name, ticket.ExpiresAt, ClaimCommands.Of(ticket.Name, endpoint.Address, port), seen);
    }

    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> IssueAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditPrivateEndpoints, AuditAction.PrivateEndpointClaimIssued, async (context, cancel) =>
        {
            if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancel) is not { } endpoint) return PrivateEndpointRows.NotFound(caller, id);
            if (endpoint.State == PrivateEndpointState.Retired) return PrivateEndpointRows.Mistake(OnboardingService.LinkField, "This private endpoint is retired. Set up a new one.");
            var now = time.GetUtcNow().UtcDateTime;
            var made = await context.ClaimTickets.CountAsync(ticket => ticket.PrivateEndpointId == endpoint.Id && ticket.ExpiresAt > now, cancel);
            if (made >= ceilings.Value.ClaimNames) return Mistake($"{made} names were created for this endpoint within a day. Use the last one, or create a new one tomorrow.");
            context.Add(new ClaimTicket
            {
                TenantId = endpoint.TenantId,
                PrivateEndpointId = endpoint.Id,
                Name = RandomNumberGenerator.GetString(Letters, NonceLength) + AccessPolicy.ClaimSuffix,
                ExpiresAt = now + Lifetime,
            });
            return new Edit.Change(AuditTarget.Of(endpoint));
        }, about: id, cancellationToken);

    /// <summary>A person confirms that the connection was theirs. The link is then proven, unless another tenant has more than a typed claim to it.</summary>
    [Requires(Permission.EditPrivateEndpoints)]
    public Task<SaveResult> ConfirmAsync(Caller caller, Guid id, string linkId, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditPrivateEndpoints, AuditAction.PrivateEndpointProven, async (context, cancel) =>
        {
            if (await PrivateEndpointRows.LoadAsync(context, caller, id, cancel) is not { } endpoint) return PrivateEndpointRows.NotFound(caller, id);
            if (endpoint.State == PrivateEndpointState.Retired) return Mistake("This private endpoint is retired. Set up a new one.");
            if (await TicketAsync(context, endpoint, cancel) is not { } ticket) return Mistake("The name is too old or has been used. Create a new one.");

            var arrival = (await ArrivalsAsync(context, caller, ticket, endpoint, cancel)).FirstOrDefault(seen => seen.Cloud == endpoint.Cloud && seen.LinkId == linkId);
            if (arrival is null) return Mistake("The name has not come through this link.");
            if (arrival.Objection is { } objection) return Mistake(objection);
            if (!LinkId.TryParse(endpoint.Cloud, linkId, out var parsed)) return Mistake("This is not a link ID.");
            if (await CompanySwitch.HoldsAsync(context, caller, endpoint, parsed, cancel)) return PrivateEndpointRows.Held(endpoint, OnboardingService.LinkField);
            if (PrivateEndpointRows.IsWithdrawnFrom(caller, endpoint, parsed)) return Mistake(PrivateEndpointRows.Withdrawn);
            if (await PrivateEndpointRows.TwiceAsync(context, endpoint, parsed, cancel) is { } twice) return Mistake(twice);

            var before = PrivateEndpointRows.FactsOf(endpoint);
            await ProveAsync(context, endpoint, arrival, cancel);
            ticket.ConfirmedAt = time.GetUtcNow().UtcDateTime;
            var hosts = await PrivateEndpointRows.HostsAsync(context, endpoint, cancel);
            return new Edit.Change(AuditTarget.Of(endpoint), before, PrivateEndpointRows.FactsOf(endpoint))
            {
                PolicySummary = PrivateEndpointRows.PolicySummary(endpoint, hosts, endpoint.Claim == ClaimLevel.Proven ? "proven" : "in dispute"),
                Touched = PrivateEndpointRows.Touched(hosts),
                TouchesShared = true,
            };
        }, about: id, cancellationToken);

    private async Task ProveAsync(PortalDbContext context, PrivateEndpoint endpoint, ClaimArrival arrival, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var isHeld = await PrivateEndpointRows.OthersWith(context, endpoint, arrival.LinkId)
            .AnyAsync(other => other.Claim == ClaimLevel.Matched || other.Claim == ClaimLevel.Proven, cancellationToken);
        if (endpoint.LinkId != arrival.LinkId) endpoint.VerifiedAt = null;
        endpoint.LinkId = arrival.LinkId;
        endpoint.ClaimedAt = now;
        endpoint.CreatedInCloudAt ??= now;
        Approvals.Arrived(endpoint, now);
        if (KnownClouds.Of(endpoint.Cloud).Address.IsInHeader) endpoint.Address ??= WithoutPort(arrival.EndpointAddress);
        endpoint.Claim = isHeld ? ClaimLevel.Asserted : ClaimLevel.Proven;
        endpoint.State = isHeld
            ? PrivateEndpointState.Conflict
            : endpoint.VerifiedAt is null ? PrivateEndpointState.AwaitingTraffic : PrivateEndpointState.Verified;
    }

    private async Task<ClaimTicket?> TicketAsync(PortalDbContext context, PrivateEndpoint endpoint, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return await context.ClaimTickets
            .Where(ticket => ticket.PrivateEndpointId == endpoint.Id && ticket.ConfirmedAt == null && ticket.ExpiresAt > now)
            .OrderByDescending(ticket => ticket.CreatedAt).ThenByDescending(ticket => ticket.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<ClaimArrival>> ArrivalsAsync(
        PortalDbContext context, Caller caller, ClaimTicket ticket, PrivateEndpoint endpoint, CancellationToken cancellationToken)
    {
        var seen = await context.ClaimObservations.AsNoTracking()
            .Where(claim => claim.Name == ticket.Name && claim.FirstSeen <= ticket.ExpiresAt)
            .OrderBy(claim => claim.FirstSeen)
            .ToListAsync(cancellationToken);
        return seen.ConvertAll(claim => new ClaimArrival(
            claim.Cloud, claim.LinkId, claim.LastSeen, claim.ClientAddress, claim.EndpointAddress, ObjectionFor(caller, claim.Listener, endpoint.Service!.Name)));
    }

    /// <summary>Only the company may read a listener's settings. A tenant reads only that this listener proves nothing.</summary>
    private string? ObjectionFor(Caller caller, string listener, string service) => trust.Objection(listener, service) is not { } objection ? null
        : caller.IsCompany ? objection
        : $"The name arrived at listener {listener}, which cannot prove an endpoint of {service}. Connect through the endpoint, or ask us.";

    private static string? WithoutPort(string? address) => System.Net.IPEndPoint.TryParse(address ?? "", out var parsed) ? parsed.Address.ToString() : null;

    private static Edit.Mistake Mistake(string sentence) => PrivateEndpointRows.Mistake(OnboardingService.LinkField, sentence);
}
