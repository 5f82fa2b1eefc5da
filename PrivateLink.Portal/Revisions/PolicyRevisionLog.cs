using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Revisions;

/// <summary>The revisions of the policy: who changed what, and how to undo it.</summary>
public sealed class PolicyRevisionLog(IDbContextFactory<PortalDbContext> contexts, ResourceService resources)
{
    private const string Vanished = "The resource no longer exists, so there is nothing to restore.";
    private const string NothingToPutBack = "This revision changed no existing resource, or too many links to keep, so there is nothing to restore.";

    /// <summary>A page of revisions, newest first.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="before">The last number of the previous page; null for the first page.</param>
    /// <param name="take">The maximum number of revisions.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    [Requires(Permission.ViewPolicyRevisions)]
    public async Task<IReadOnlyList<RevisionRow>> ListAsync(Caller caller, long? before, int take, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewPolicyRevisions);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        IQueryable<PolicyRevision> revisions = context.PolicyRevisions.AsNoTracking();
        if (before is { } last) revisions = revisions.Where(revision => revision.Number < last);
        return await revisions.OrderByDescending(revision => revision.Number).Take(take)
            .Select(revision => new RevisionRow(revision.Number, revision.CreatedAt, revision.By, revision.Summary)).ToListAsync(cancellationToken);
    }

    /// <summary>The changes in a revision, from the audit log; empty for a revision that is older than the log.</summary>
    [Requires(Permission.ViewPolicyRevisions)]
    public async Task<IReadOnlyList<RevisionChange>> ChangesAsync(Caller caller, long number, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewPolicyRevisions);
        return [.. (await EntriesAsync(caller, number, cancellationToken)).Select(entry => new RevisionChange(
            AuditAction.WordsOf(entry.Action), entry.TargetName, AuditDifference.Between(entry.Before, entry.After), CanRollBack(entry)))];
    }

    /// <summary>
    /// Restores the resource of a revision to its state before it. This is a new change, with a new revision and audit entry. Facts that the revision
    /// did not change stay as they are.
    /// </summary>
    [Requires(Permission.RollBackPolicy)]
    public async Task<SaveResult> RollBackAsync(Caller caller, long number, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.RollBackPolicy);
        var entry = (await EntriesAsync(caller, number, cancellationToken)).FirstOrDefault(CanRollBack);
        if (entry is null) return new SaveResult.Conflict(NothingToPutBack);
        if (await resources.FindAsync(caller, entry.TargetId!.Value, cancellationToken) is not { } now) return new SaveResult.Conflict(Vanished);
        await PutBackAsync(caller, now.Draft, entry, cancellationToken);
        now.Draft.Reason = $"Revision {number} rolled back";
        return await resources.PutBackAsync(caller, now.Id, now.Version, now.Draft, cancellationToken);
    }

    /// <summary>A shortened entry does not have the whole former state, so nothing is restored from it.</summary>
    private static bool CanRollBack(AuditEntry entry) =>
        entry is { TargetKind: "resource", TargetId: not null, Before: { } before, After: { } after } && !ShortenedFacts.IsShortened(before) && !ShortenedFacts.IsShortened(after);

    /// <summary>A revision and its audit entries are saved together, with the same time.</summary>
    private async Task<IReadOnlyList<AuditEntry>> EntriesAsync(Caller caller, long number, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var createdAt = await context.PolicyRevisions.Where(revision => revision.Number == number).Select(revision => (DateTime?)revision.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        if (createdAt is not { } time) return [];
        var millisecond = new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        return await context.AuditEntries.AsNoTracking().Where(entry => entry.Time == millisecond && entry.Result == AuditResult.Done).OrderBy(entry => entry.Sequence).ToListAsync(cancellationToken);
    }

    /// <summary>Each fact that the revision changed gets its old value; the others stay.</summary>
    private async Task PutBackAsync(Caller caller, ResourceDraft draft, AuditEntry entry, CancellationToken cancellationToken)
    {
        var differences = AuditDifference.Between(entry.Before, entry.After).ToDictionary(fact => fact.Name);
        if (differences.GetValueOrDefault("host")?.Before is { } host) draft.Host = host;
        if (differences.GetValueOrDefault("aliases")?.Before is { } aliases) draft.Aliases = string.Join(' ', JsonSerializer.Deserialize<string[]>(aliases) ?? []);
        if (Enum.TryParse<ResourceMode>(differences.GetValueOrDefault("mode")?.Before, out var mode)) draft.Mode = mode;
        if (bool.TryParse(differences.GetValueOrDefault("enabled")?.Before, out var enabled)) draft.Enabled = enabled;
        if (Guid.TryParse(differences.GetValueOrDefault("upstreamId")?.Before, out var upstream)) draft.UpstreamId = upstream;

        const string Links = "links.";
        foreach (var fact in differences.Values.Where(fact => fact.Name.StartsWith(Links, StringComparison.Ordinal)))
        {
            var link = fact.Name[Links.Length..];
            if (fact.Before is null) Remove(draft, link);
            else if (draft.Links.FirstOrDefault(listed => listed.Text == link) is { } listed) listed.Enabled = bool.Parse(fact.Before);
            else draft.Links.Add(new() { Text = link, ServiceId = await ServiceOfAsync(caller, draft, link, cancellationToken), Enabled = bool.Parse(fact.Before) });
        }
    }

    private static void Remove(ResourceDraft draft, string link)
    {
        foreach (var listed in draft.Links.Where(listed => listed.Text == link).ToList()) draft.Links.Remove(listed);
    }

    /// <summary>The endpoint still belongs to the tenant, even if no resource lists it any more.</summary>
    private async Task<Guid?> ServiceOfAsync(Caller caller, ResourceDraft draft, string link, CancellationToken cancellationToken)
    {
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.PrivateEndpoints.Where(endpoint => endpoint.TenantId == draft.TenantId && endpoint.LinkId == link)
            .Select(endpoint => (Guid?)endpoint.ServiceId).FirstOrDefaultAsync(cancellationToken);
    }
}
