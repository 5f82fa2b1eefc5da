using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.AuditReading;

/// <summary>A filter as conditions that give the same result on both databases. LIKE ignores case on both.</summary>
internal static class AuditMatching
{
    private const string Escape = "\\";

    public static IQueryable<AuditEntry> Matching(this IQueryable<AuditEntry> entries, AuditFilter filter)
    {
        if (filter.Actor.Length > 0)
        {
            var actor = PatternOf(filter.Actor);
            entries = entries.Where(entry => EF.Functions.Like(entry.Actor, actor, Escape));
        }

        if (Guid.TryParse(filter.Target, out var key))
        {
            entries = entries.Where(entry => entry.TargetId == key);
        }
        else if (filter.Target.Length > 0)
        {
            var target = PatternOf(filter.Target);
            entries = entries.Where(entry => EF.Functions.Like(entry.TargetName, target, Escape));
        }

        if (filter.TenantId is { } tenant) entries = entries.Where(entry => entry.TenantId == tenant);
        if (filter.Action is { } action) entries = entries.Where(entry => entry.Action == action);
        if (filter.Result is { } result) entries = entries.Where(entry => entry.Result == result);
        if (filter.From is { } from) entries = entries.Where(entry => entry.Time >= from);
        if (filter.Until is { } until) entries = entries.Where(entry => entry.Time < until);
        return entries;
    }

    private static string PatternOf(string text) => $"%{text
        .Replace(Escape, Escape + Escape, StringComparison.Ordinal)
        .Replace("%", Escape + "%", StringComparison.Ordinal)
        .Replace("_", Escape + "_", StringComparison.Ordinal)
        .Replace("[", Escape + "[", StringComparison.Ordinal)}%";
}
