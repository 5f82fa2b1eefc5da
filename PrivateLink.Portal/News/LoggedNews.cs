using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Mail;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.News;

/// <summary>
/// News from the audit log. Every action that people are told of has an entry, which is saved with the action. Entries are numbered without gaps. So
/// a reader that continues from a number misses none, whichever process saved it.
/// </summary>
internal static class LoggedNews
{
    private const string ModeFact = "mode";
    private const string ReasonFact = "reason";
    private const string OpenAgain = "It is in Monitor now, and anyone can connect.";

    private static readonly Dictionary<string, NewsKind> Kinds = new()
    {
        [AuditAction.PrivateEndpointAllowed.Code] = NewsKind.EndpointApproved,
        [AuditAction.PrivateEndpointAssigned.Code] = NewsKind.EndpointApproved,
        [AuditAction.PrivateEndpointApproved.Code] = NewsKind.EndpointApproved,
        [AuditAction.PrivateEndpointRefused.Code] = NewsKind.EndpointApproved,
        [AuditAction.PrivateEndpointVerified.Code] = NewsKind.FirstConnection,
        [AuditAction.ResourceRolledBack.Code] = NewsKind.RolledBack,
        [AuditAction.ResourceGlassBroken.Code] = NewsKind.GlassBroken,
        [AuditAction.ResourceChanged.Code] = NewsKind.GlassBroken,
    };

    /// <summary>Actions whose result a person waits for.</summary>
    private static readonly string[] Begins = [AuditAction.PrivateEndpointStarted.Code, AuditAction.ResourceEnforced.Code];

    public static async Task<IReadOnlyList<NewsEvent>> ReadAsync(PortalDbContext context, long after, long through, DateTime since, CancellationToken cancellationToken)
    {
        string[] codes = [.. Kinds.Keys];
        var entries = await context.AuditEntries.AsNoTracking()
            .Where(entry => entry.Sequence > after && entry.Sequence <= through && entry.Time >= since && entry.Result == AuditResult.Done
                && entry.TenantId != null && entry.TargetId != null && codes.Contains(entry.Action))
            .OrderBy(entry => entry.Sequence)
            .ToListAsync(cancellationToken);
        var news = new List<NewsEvent>();
        foreach (var entry in entries)
            if (await OfAsync(context, entry, cancellationToken) is { } item)
                news.Add(item);
        return news;
    }

    /// <summary>The person who began the process for a target, if that person belongs to its tenant.</summary>
    public static Task<Guid?> BegunByAsync(PortalDbContext context, Guid targetId, Guid tenantId, CancellationToken cancellationToken) =>
        context.AuditEntries.AsNoTracking()
            .Where(entry => entry.TargetId == targetId && entry.ActorTenantId == tenantId && entry.Result == AuditResult.Done && Begins.Contains(entry.Action))
            .OrderByDescending(entry => entry.Sequence)
            .Select(entry => entry.ActorId)
            .FirstOrDefaultAsync(cancellationToken);

    private static async Task<NewsEvent?> OfAsync(PortalDbContext context, AuditEntry entry, CancellationToken cancellationToken)
    {
        var kind = Kinds[entry.Action];
        var (tenant, target) = (entry.TenantId!.Value, entry.TargetId!.Value);
        var differences = AuditDifference.Between(entry.Before, entry.After);

        // If an edit came first, the end of the trial changed nothing.
        if (kind == NewsKind.RolledBack && !differences.Any(fact => fact.Name == ModeFact)) return null;

        // The form can open an enforced host as breaking the glass does, so it must also be announced.
        var (isForm, mode) = (entry.Action == AuditAction.ResourceChanged.Code, differences.FirstOrDefault(fact => fact.Name == ModeFact));
        if (isForm && mode?.Before != nameof(ResourceMode.Enforce)) return null;

        var name = MailText.OneLine(entry.TargetName);
        var (subject, text, path) = kind switch
        {
            NewsKind.GlassBroken when isForm => (
                $"No longer private: {name}", $"{MailText.OneLine(entry.Actor)} changed {name} from {mode!.Before} to {mode.After}. Anyone can connect.{Because(differences)}", $"resources/{target}"),
            NewsKind.GlassBroken => (
                $"Emergency stop: {name} is open again", $"{MailText.OneLine(entry.Actor)} stopped enforcing {name} in an emergency. {OpenAgain}{Because(differences)}", $"resources/{target}"),
            NewsKind.RolledBack => ($"{name} went back to Monitor", $"No owner confirmed the trial of {name} in time. {OpenAgain}", $"resources/{target}"),
            _ => await OfEndpointAsync(context, kind, entry.Action == AuditAction.PrivateEndpointRefused.Code, name, target, cancellationToken),
        };
        var begunBy = await BegunByAsync(context, target, tenant, cancellationToken);
        return new(kind, tenant, begunBy, string.Create(CultureInfo.InvariantCulture, $"entry:{entry.Sequence}"), subject, text, path, entry.Time);
    }

    private static string Because(IReadOnlyList<AuditDifference> differences) =>
        differences.FirstOrDefault(fact => fact.Name == ReasonFact)?.After is { } reason ? $" Reason: {MailText.OneLine(reason)}" : "";

    private static async Task<(string Subject, string Text, string Path)> OfEndpointAsync(
        PortalDbContext context, NewsKind kind, bool isRefused, string name, Guid id, CancellationToken cancellationToken)
    {
        var hosts = await EndpointHosts.WordsAsync(context, id, cancellationToken);
        if (isRefused) return ($"Refused: {name}", $"The company has refused private endpoint {name} for {hosts}. Its page says why.", $"private-endpoints/{id}");
        return kind == NewsKind.EndpointApproved
            ? ($"Approved: {name}", $"The company has approved private endpoint {name} for {hosts}. You can continue.", $"private-endpoints/{id}")
            : ($"First connection: {name}", $"The first connection came through private endpoint {name}, which is for {hosts}.", $"private-endpoints/{id}");
    }
}
