using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.AuditReading;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>The changes of a period, out of the audit log, and where the log ended.</summary>
internal static class EvidenceChanges
{
    /// <summary>A document lists all or none: who wants more chooses a shorter period.</summary>
    public const int Most = 5_000;

    private const int LongestFact = 200;

    /// <summary>What is no change: reading, and what is kept for oneself.</summary>
    private static readonly string[] NoChanges =
    [
        AuditAction.EvidenceMade.Code, AuditAction.AuditExported.Code, AuditAction.ViewSaved.Code, AuditAction.ViewShared.Code, AuditAction.ViewRemoved.Code, AuditAction.NoticeRead.Code,
    ];

    /// <summary>Facts that say what is let in, and who may say so; the rest is in the log.</summary>
    private static readonly string[] Told =
        ["host", "aliases", "mode", "enabled", "keptOff", "links.", "linkId", "state", "claim", "switchedOffByCompany", "role", "suspended", "confirmed", "reason", "name"];

    /// <summary>Null when there are too many.</summary>
    /// <param name="context">The caller's.</param>
    /// <param name="caller">Whose sight it is.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="about">Hosts and endpoints; null for whatever the tenant has.</param>
    /// <param name="from">The beginning.</param>
    /// <param name="until">The end.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<IReadOnlyList<EvidenceChange>?> ReadAsync(
        PortalDbContext context, Caller caller, Guid tenantId, IReadOnlyCollection<Guid>? about, DateTime from, DateTime until, CancellationToken cancellationToken)
    {
        var query = context.AuditEntries.AsNoTracking().VisibleTo(caller)
            .Where(entry => entry.TenantId == tenantId && entry.Result == AuditResult.Done && entry.Time >= from && entry.Time < until && !NoChanges.Contains(entry.Action));
        if (about is not null) query = query.Where(entry => entry.TargetId != null && about.Contains(entry.TargetId.Value));
        var entries = await query.OrderBy(entry => entry.Sequence).Take(Most + 1).ToListAsync(cancellationToken);
        return entries.Count > Most ? null : entries.ConvertAll(entry => Of(caller, entry));
    }

    /// <summary>The newest entry whose hash the caller may read: a tenant that of its own people.</summary>
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
