using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Onboarding;

/// <summary>One event of a host or a private endpoint.</summary>
/// <param name="What">A description in words.</param>
/// <param name="Who">The person, or the portal itself.</param>
/// <param name="WasRefused">Whether it was a refused attempt.</param>
public sealed record TimelineEntry(long Sequence, DateTime Time, string What, string Who, bool WasRefused);

/// <summary>The history of a host or an endpoint, from the audit log.</summary>
public sealed class TimelineService(IDbContextFactory<PortalDbContext> contexts)
{
    private const int MostEntries = 30;

    /// <summary>The history, newest first.</summary>
    [Requires(Permission.ViewActivity)]
    public async Task<IReadOnlyList<TimelineEntry>> OfAsync(Caller caller, Guid targetId, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewActivity);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var entries = await context.AuditEntries.AsNoTracking()
            .Where(entry => entry.TargetId == targetId && (caller.IsCompany || entry.TenantId == caller.TenantId))
            .OrderByDescending(entry => entry.Sequence)
            .Take(MostEntries)
            .Select(entry => new { entry.Sequence, entry.Time, entry.Action, entry.Actor, entry.Result, entry.Before, entry.After })
            .ToListAsync(cancellationToken);
        return entries.ConvertAll(entry => new TimelineEntry(entry.Sequence, entry.Time, WordsOf(entry.Action, entry.Before, entry.After), entry.Actor, entry.Result == AuditResult.Refused));
    }

    private static string WordsOf(string action, string? before, string? after)
    {
        var words = AuditAction.WordsOf(action);
        return ChangeWords.Details(action, before, after) is { } details ? $"{words}: {details}" : words;
    }
}
