using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Timekeeping;

namespace PrivateLink.Portal.Onboarding;

/// <summary>
/// Changes private endpoints automatically: traffic verifies them, and time ends reservations. It never changes a host's list, and never depends on
/// other tenants' data.
/// </summary>
public sealed class PrivateEndpointUpkeep(
    IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, TrustedClock clock, TimeProvider time, ILogger<PrivateEndpointUpkeep> logger)
    : DatabaseTask("Cleaning up private endpoints", TimeSpan.FromSeconds(5), time, logger)
{
    /// <summary>Marks the endpoint as verified when a connection came through it to a host of its tenant.</summary>
    internal Task<SaveResult> VerifyAsync(Guid id, CancellationToken cancellationToken) =>
        changes.SaveAsync(AuditActor.Portal, AuditAction.PrivateEndpointVerified, async (context, cancel) =>
        {
            var endpoint = await context.PrivateEndpoints.Include(row => row.Service).SingleOrDefaultAsync(row => row.Id == id, cancel);
            if (endpoint is null || endpoint.VerifiedAt is not null || !IsWaiting(endpoint.State)) return Nothing;
            if (await EndpointTraffic.Of(context, endpoint).OrderBy(observation => observation.FirstSeen).FirstOrDefaultAsync(cancel) is not { } observation) return Nothing;

            var before = PrivateEndpointRows.FactsOf(endpoint);
            endpoint.VerifiedAt = observation.FirstSeen > endpoint.CreatedAt ? observation.FirstSeen : Time.GetUtcNow().UtcDateTime;
            endpoint.State = PrivateEndpointState.Verified;
            Approvals.Arrived(endpoint, endpoint.VerifiedAt.Value);
            if (endpoint.Claim < ClaimLevel.Matched) endpoint.Claim = ClaimLevel.Matched;
            endpoint.Address ??= await SeenAddressAsync(context, endpoint, cancel);
            return new Edit.Change(AuditTarget.Of(endpoint), before, PrivateEndpointRows.FactsOf(endpoint));
        }, cancellationToken);

    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        if (last) return;
        foreach (var id in await SeenAsync(cancellationToken)) await VerifyAsync(id, cancellationToken);
        foreach (var id in await OverdueAsync(cancellationToken)) await ExpireAsync(id, cancellationToken);
    }

    private static readonly Edit.Mistake Nothing = new(new SaveResult.NotFound());

    private static bool IsWaiting(PrivateEndpointState state) => state is PrivateEndpointState.AwaitingTraffic or PrivateEndpointState.Expired;

    private async Task<List<Guid>> SeenAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await EndpointTraffic.SinceSetUp(context)
            .Where(seen => seen.Endpoint.VerifiedAt == null
                && (seen.Endpoint.State == PrivateEndpointState.AwaitingTraffic || seen.Endpoint.State == PrivateEndpointState.Expired))
            .Select(seen => seen.Endpoint.Id)
            .Distinct()
            .ToListAsync(cancellationToken);
    }

    /// <summary>Typed IDs that nothing confirmed in time. Other tenants' proofs make no difference, because the time of expiry would reveal them.</summary>
    private async Task<List<Guid>> OverdueAsync(CancellationToken cancellationToken)
    {
        var before = await clock.IsTrustedAsync(cancellationToken) ? Time.GetUtcNow().UtcDateTime - PrivateEndpointRows.Reservation : DateTime.UnixEpoch;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PrivateEndpoints
            .Where(endpoint => endpoint.State == PrivateEndpointState.AwaitingTraffic && endpoint.Claim == ClaimLevel.Asserted
                && (endpoint.ClaimedAt ?? endpoint.CreatedAt) <= before)
            .Select(endpoint => endpoint.Id)
            .ToListAsync(cancellationToken);
    }

    private Task<SaveResult> ExpireAsync(Guid id, CancellationToken cancellationToken) =>
        changes.SaveAsync(AuditActor.Portal, AuditAction.PrivateEndpointExpired, async (context, cancel) =>
        {
            var endpoint = await context.PrivateEndpoints.SingleOrDefaultAsync(row => row.Id == id, cancel);
            if (endpoint is not { State: PrivateEndpointState.AwaitingTraffic, Claim: ClaimLevel.Asserted }) return Nothing;
            var before = PrivateEndpointRows.FactsOf(endpoint);
            endpoint.State = PrivateEndpointState.Expired;
            return new Edit.Change(AuditTarget.Of(endpoint), before, PrivateEndpointRows.FactsOf(endpoint));
        }, cancellationToken);

    /// <summary>Some clouds put the endpoint's own address into the header, so it is known after the first connection.</summary>
    private static async Task<string?> SeenAddressAsync(PortalDbContext context, PrivateEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (!KnownClouds.Of(endpoint.Cloud).Address.IsInHeader) return null;
        var seen = await context.LinkObservations
            .Where(link => link.LinkId == endpoint.LinkId && link.Cloud == endpoint.Cloud)
            .Select(link => link.EndpointAddress)
            .FirstOrDefaultAsync(cancellationToken);
        return System.Net.IPEndPoint.TryParse(seen ?? "", out var address) ? address.Address.ToString() : null;
    }
}
