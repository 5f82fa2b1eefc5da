using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>
/// Some clouds give the ID of an endpoint that is gone to somebody else, GCP after as little as a week. A tenant that types one of its own from old notes
/// would let that stranger in, so it has to prove the ID instead. Only the tenant's own endpoints are asked: an ID that another tenant has, or
/// had, opens nothing but the hosts of the person who types it, and nobody learns from the answer that it was in use.
/// </summary>
internal static class GivenOutAgain
{
    /// <summary>How long an ID that the tenant had and gave up has to be proved.</summary>
    public static readonly TimeSpan Quarantine = TimeSpan.FromDays(30);

    public static string SentenceOf(CloudProvider cloud) =>
        $"You released this ID recently, and {KnownClouds.Of(cloud).Words.Name} reuses IDs. "
        + "Prove that it belongs to you now: connect once through the one-time name of a private endpoint.";

    /// <summary>
    /// Since when an ID that was given up has to be proved. While the clock is in doubt nothing is long enough ago: a clock that jumped ahead would open. Asked
    /// before the unit of work, since the clock reads and writes the database itself.
    /// </summary>
    public static async Task<DateTime> SinceAsync(TrustedClock clock, TimeProvider time, CancellationToken cancellationToken) =>
        await clock.IsTrustedBeforeSaveAsync(cancellationToken) ? time.GetUtcNow().UtcDateTime - Quarantine : DateTime.UnixEpoch;

    /// <summary>Whether a typed ID has to be proved. One that the tenant has in use has been looked at already.</summary>
    public static async Task<bool> HasToBeProvedAsync(
        PortalDbContext context, Guid tenantId, Guid serviceId, LinkId link, DateTime since, CancellationToken cancellationToken)
    {
        if (!KnownClouds.Of(link.Cloud).LinkIds.AreGivenOutAgain) return false;
        var text = link.ToString();
        var own = context.PrivateEndpoints.Where(endpoint => endpoint.TenantId == tenantId && endpoint.ServiceId == serviceId && endpoint.LinkId == text);

        // What was only typed was nobody's endpoint.
        if (await own.AnyAsync(endpoint => endpoint.State != PrivateEndpointState.Retired, cancellationToken)) return false;
        return await own.AnyAsync(endpoint => endpoint.RetiredAt >= since && endpoint.Claim >= ClaimLevel.Matched, cancellationToken)
            || await WasReleasedAsync(context, tenantId, serviceId, text, since, cancellationToken);
    }

    /// <summary>
    /// Whether an endpoint of the tenant that is in use had the ID and went on without it, or with another one. Its row has forgotten that; the
    /// audit log keeps what it was before. An entry's facts are JSON, in which no text of a person can look like a fact.
    /// </summary>
    private static Task<bool> WasReleasedAsync(PortalDbContext context, Guid tenantId, Guid serviceId, string link, DateTime since, CancellationToken cancellationToken)
    {
        var fact = AuditFacts.Write(new { LinkId = link })!.Trim('{', '}');
        var (matched, proven) = (AuditFacts.Write(new { Claim = ClaimLevel.Matched })!.Trim('{', '}'), AuditFacts.Write(new { Claim = ClaimLevel.Proven })!.Trim('{', '}'));
        return context.PrivateEndpoints.Where(endpoint => endpoint.TenantId == tenantId && endpoint.ServiceId == serviceId)
            .AnyAsync(
                endpoint => context.AuditEntries.Any(entry => entry.TargetId == endpoint.Id && entry.Time >= since && entry.Result == AuditResult.Done
                    && entry.Before!.Contains(fact) && (entry.Before.Contains(matched) || entry.Before.Contains(proven))
                    && !entry.After!.Contains(fact)),
                cancellationToken);
    }
}
