using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>
/// Some clouds reassign the ID of a deleted endpoint to another customer, GCP after only a week. A tenant that typed an ID from old notes would allow
/// that stranger, so it must prove the ID. Only the tenant's own endpoints are checked. Another tenant's ID opens only the hosts of the tenant that
/// types it. The answer does not reveal that the ID was in use.
/// </summary>
internal static class GivenOutAgain
{
    /// <summary>How long the tenant must prove an ID that it once released.</summary>
    public static readonly TimeSpan Quarantine = TimeSpan.FromDays(30);

    public static string SentenceOf(CloudProvider cloud) =>
        $"You released this ID recently, and {KnownClouds.Of(cloud).Words.Name} reuses IDs. "
        + "Prove that it belongs to you now: connect once through the one-time name of a private endpoint.";

    /// <summary>
    /// The start of the period in which a released ID must be proven. While the clock is in doubt, every released ID must be proven. A clock that
    /// jumped ahead would end the period. Call it before the unit of work, since the clock uses the database itself.
    /// </summary>
    public static async Task<DateTime> SinceAsync(TrustedClock clock, TimeProvider time, CancellationToken cancellationToken) =>
        await clock.IsTrustedBeforeSaveAsync(cancellationToken) ? time.GetUtcNow().UtcDateTime - Quarantine : DateTime.UnixEpoch;

    /// <summary>Whether a typed ID must be proven. An ID that the tenant uses now was checked before.</summary>
    public static async Task<bool> HasToBeProvedAsync(
        PortalDbContext context, Guid tenantId, Guid serviceId, LinkId link, DateTime since, CancellationToken cancellationToken)
    {
        if (!KnownClouds.Of(link.Cloud).LinkIds.AreGivenOutAgain) return false;
        var text = link.ToString();
        var own = context.PrivateEndpoints.Where(endpoint => endpoint.TenantId == tenantId && endpoint.ServiceId == serviceId && endpoint.LinkId == text);

        // An ID that was only typed never belonged to an endpoint.
        if (await own.AnyAsync(endpoint => endpoint.State != PrivateEndpointState.Retired, cancellationToken)) return false;
        return await own.AnyAsync(endpoint => endpoint.RetiredAt >= since && endpoint.Claim >= ClaimLevel.Matched, cancellationToken)
            || await WasReleasedAsync(context, tenantId, serviceId, text, since, cancellationToken);
    }

    /// <summary>
    /// Whether one of the tenant's endpoints had the ID, and is in use with another one or none. The row no longer has the old ID, but the audit log
    /// does.
    /// </summary>
    private static Task<bool> WasReleasedAsync(PortalDbContext context, Guid tenantId, Guid serviceId, string link, DateTime since, CancellationToken cancellationToken)
    {
        var fact = AuditFacts.Fragment(new { LinkId = link });
        var (matched, proven) = (AuditFacts.Fragment(new { Claim = ClaimLevel.Matched }), AuditFacts.Fragment(new { Claim = ClaimLevel.Proven }));
        return context.PrivateEndpoints.Where(endpoint => endpoint.TenantId == tenantId && endpoint.ServiceId == serviceId)
            .AnyAsync(
                endpoint => context.AuditEntries.Any(entry => entry.TargetId == endpoint.Id && entry.Time >= since && entry.Result == AuditResult.Done
                    && entry.Before!.Contains(fact) && (entry.Before.Contains(matched) || entry.Before.Contains(proven))
                    && !entry.After!.Contains(fact)),
                cancellationToken);
    }
}
