using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.AuditReading;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>Reads the changes of a period, and the end of the log, from the audit log.</summary>
internal static class EvidenceChanges
{
    /// <summary>A document lists all changes or none. For more changes, choose a shorter period.</summary>
    public const int Most = 5_000;

    private const int LongestFact = 200;

    /// <summary>Actions that do not count as changes: reading, exports, and saved views.</summary>
    private static readonly string[] NoChanges =
    [
        AuditAction.EvidenceMade.Code, AuditAction.AuditExported.Code, AuditAction.ViewSaved.Code, AuditAction.ViewShared.Code, AuditAction.ViewRemoved.Code, AuditAction.NoticeRead.Code,
    ];

    /// <summary>The facts that say what is allowed and who may decide it. The log contains the rest.</summary>
    private static readonly string[] Told =
        ["host", "aliases", "mode", "enabled", "keptOff", "links.", "linkId", "state", "claim", "switchedOffByCompany", "role", "suspended", "confirmed", "reason", "name"];

    /// <summary>Returns null if there are too many changes.</summary>
    /// <param name="context">The caller's context.</param>
    /// <param name="caller">The caller whose view applies.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="about">The hosts and endpoints. Null for all of the tenant's.</param>
    /// <param name="from">The start of the period.</param>
    /// <param name="until">The end of the period.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static async Task<IReadOnlyList<EvidenceChange>?> ReadAsync(
        PortalDbContext context, Caller caller, Guid tenantId, IReadOnlyCollection<Guid>? about, DateTime from, DateTime until, CancellationToken cancellationToken)
    {
        var query = context.AuditEntries.AsNoTracking().VisibleTo(caller)
            .Where(entry => entry.TenantId == tenantId && entry.Result == AuditResult.Done && entry.Time >= from && entry.Time < until && !NoChanges.Contains(entry.Action));
        if (about is not null) query = query.Where(entry => entry.TargetId != null && about.Contains(entry.TargetId.Value));
        var entries = await query.OrderBy(entry => entry.Sequence).Take(Most + 1).ToListAsync(cancellationToken);
        return entries.Count > Most ? null : entries.ConvertAll(entry => Of(caller, entry));
    }

    /// <summary>The newest entry whose hash the caller may read. For a tenant, that is an entry of its own people.</summary>
    public static async Task<EvidenceChain> ChainAsync(PortalDbContext context, Caller caller, CancellationToken cancellationToken)
    {
        var end = await AuditTrail.FindEndAsync(context, cancellationToken);
        if (caller.IsCompany) return new(end.Sequence, end.Sequence, end.Hash);
        var own = await context.AuditEntries.AsNoTracking().VisibleTo(caller)
            .Where(entry => entry.ActorTenantId == caller.TenantId)
            .OrderByDescending(entry => entry.Sequence)
            .Select(entry => new { entry.Sequence, entry.Hash })
            .FirstOrDefaultAsync(cancellationToken);
        return new(end.Sequence, own?.Sequence, own?.Hash);
    }

    private static EvidenceChange Of(Caller caller, AuditEntry entry) => new(
        entry.Sequence,
        entry.Time,
        entry.Actor,
        AuditAction.WordsOf(entry.Action),
        entry.Action,
        entry.TargetName,
        [
            .. AuditDifference.Between(ShownFacts.To(caller, entry.Before), ShownFacts.To(caller, entry.After))
                .Where(fact => Told.Any(told => told.EndsWith('.') ? fact.Name.StartsWith(told, StringComparison.Ordinal) : fact.Name == told))
                .Select(fact => new EvidenceFact(fact.Name, BoundedText.CutName(fact.Before, LongestFact), BoundedText.CutName(fact.After, LongestFact))),
        ],
        caller.IsCompany || entry.ActorTenantId == caller.TenantId ? entry.Hash : null);
}
