using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>The connections to a tenant's hosts in a period, and the parts of the period without a complete record.</summary>
internal sealed class EvidenceCounts
{
    /// <summary>If there are more gaps than this, the document merges them into one.</summary>
    private const int MostGaps = 40;

    private readonly ILookup<Guid, EvidenceReason> _byHost;

    private EvidenceCounts(ILookup<Guid, EvidenceReason> byHost, IReadOnlyList<EvidenceGap> gaps) => (_byHost, Gaps) = (byHost, gaps);

    public IReadOnlyList<EvidenceGap> Gaps { get; }

    /// <summary>Counts whole hours. If the period begins within an hour, that hour counts.</summary>
    /// <param name="context">The database.</param>
    /// <param name="tenantId">The tenant whose hosts are counted.</param>
    /// <param name="from">The start of the period.</param>
    /// <param name="until">The end of the period.</param>
    /// <param name="keepDays">How many days hourly totals are kept.</param>
    /// <param name="behindFrom">The first hour whose totals the database refuses; null while it accepts them.</param>
    /// <param name="now">The current time.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static async Task<EvidenceCounts> ReadAsync(
        PortalDbContext context, Guid tenantId, DateTime from, DateTime until, int keepDays, DateTime? behindFrom, DateTime now, CancellationToken cancellationToken)
    {
        var first = from.Date.AddHours(from.Hour);
        var sums = await context.HourlyRollUps.AsNoTracking()
            .Where(rollUp => rollUp.TenantId == tenantId && rollUp.ResourceId != null && rollUp.Hour >= first && rollUp.Hour < until && (rollUp.Connections > 0 || rollUp.Failed > 0))
            .GroupBy(rollUp => new { rollUp.ResourceId, rollUp.Verdict, rollUp.Reason })
            .Select(group => new { group.Key.ResourceId, group.Key.Verdict, group.Key.Reason, Connections = group.Sum(rollUp => rollUp.Connections), Failed = group.Sum(rollUp => rollUp.Failed) })
            .ToListAsync(cancellationToken);
        var byHost = sums
            .OrderBy(sum => sum.Verdict).ThenBy(sum => sum.Reason)
            .ToLookup(
                sum => sum.ResourceId!.Value,
                sum => new EvidenceReason($"{sum.Verdict}", ReasonTable.CodeOf(sum.Reason), ReasonTable.Describe(sum.Reason).Title, sum.Connections, sum.Failed));
        return new(byHost, await GapsAsync(context, first, until, keepDays, behindFrom, now, cancellationToken));
    }

    public EvidenceTraffic Of(Guid hostId)
    {
        List<EvidenceReason> reasons = [.. _byHost[hostId]];
        var denied = reasons.FindAll(reason => reason.Verdict == nameof(Verdict.Denied));
        var letIn = reasons.FindAll(reason => reason.Verdict is nameof(Verdict.Allowed) or nameof(Verdict.Audited));
        var (byLink, isPublic) = (ReasonTable.CodeOf(Reason.LinkMatched), ReasonTable.CodeOf(Reason.LinkMissing));
        return new(
            letIn.Where(reason => reason.Reason == byLink).Sum(reason => reason.Connections),
            letIn.Where(reason => reason.Reason != byLink).Sum(reason => reason.Connections),
            letIn.Sum(reason => reason.Failed),
            denied.Where(reason => reason.Reason == isPublic).Sum(reason => reason.Connections),
            denied.Where(reason => reason.Reason != isPublic).Sum(reason => reason.Connections),
            reasons);
    }

    private static async Task<List<EvidenceGap>> GapsAsync(
        PortalDbContext context, DateTime from, DateTime until, int keepDays, DateTime? behindFrom, DateTime now, CancellationToken cancellationToken)
    {
        var gaps = new List<EvidenceGap>();
        var keptFrom = now.AddDays(-keepDays);
        var begun = await context.AuditEntries.IgnoreQueryFilters([PortalDbContext.TenantFilter])
            .OrderBy(entry => entry.Sequence).Select(entry => (DateTime?)entry.Time).FirstOrDefaultAsync(cancellationToken) ?? now;
        var recorded = from;
        if (begun > recorded)
        {
            recorded = Earlier(begun, until);
            gaps.Add(new(from, recorded, "The portal's log begins later. Nothing is known about this time."));
        }

        if (keptFrom > recorded)
        {
            (var before, recorded) = (recorded, Earlier(keptFrom, until));
            gaps.Add(new(before, recorded, string.Create(CultureInfo.InvariantCulture, $"Hourly counts are kept for {keepDays} days, and those for this time were deleted.")));
        }

        gaps.AddRange(await SilenceAsync(context, recorded, Earlier(until, now), cancellationToken));
        var lost = await context.RecordGaps.AsNoTracking()
            .Where(gap => gap.To >= from && gap.From < until && gap.Allowed + gap.Denied + gap.Audited + gap.Probes > gap.Sampled)
            .OrderBy(gap => gap.From)
            .Select(gap => new { gap.From, gap.To })
            .ToListAsync(cancellationToken);
        gaps.AddRange(lost.Select(gap => new EvidenceGap(gap.From, gap.To, "More connections arrived than could be recorded. Some are missing.")));
        if (behindFrom is { } hour && hour < until)
            gaps.Add(new(hour > from ? hour : from, Earlier(until, now), "The totals of this time could not be stored when this document was made. Some connections are missing."));
        return [.. gaps.OrderBy(gap => gap.From)];
    }

    /// <summary>Hours without counts for any tenant. The proxy may have stopped, but there is no proof.</summary>
    private static async Task<IReadOnlyList<EvidenceGap>> SilenceAsync(PortalDbContext context, DateTime from, DateTime until, CancellationToken cancellationToken)
    {
        if (from >= until) return [];
        var first = from.Date.AddHours(from.Hour);
        var heard = await context.HourlyRollUps.IgnoreQueryFilters([PortalDbContext.TenantFilter]).AsNoTracking()
            .Where(rollUp => rollUp.Hour >= first && rollUp.Hour < until)
            .Select(rollUp => rollUp.Hour)
            .Distinct()
            .ToListAsync(cancellationToken);
        heard.Sort();
        var silence = new List<EvidenceGap>();
        var next = first;
        foreach (var hour in heard.Append(until))
        {
            if (hour > next) silence.Add(new(next > from ? next : from, hour, Silent));
            next = hour.AddHours(1);
        }

        if (silence.Count <= MostGaps) return silence;
        var hours = silence.Sum(gap => (gap.Until - gap.From).TotalHours);
        return [new(silence[0].From, silence[^1].Until, string.Create(CultureInfo.InvariantCulture, $"In {silence.Count} parts of this time, {Math.Ceiling(hours)} hours in total, nothing was counted for any tenant: {Unknown}"))];
    }

    private const string Unknown = "it is unknown whether the proxy was running.";

    private const string Silent = $"Nothing was counted for any tenant: {Unknown}";

    private static DateTime Earlier(DateTime left, DateTime right) => left < right ? left : right;
}
