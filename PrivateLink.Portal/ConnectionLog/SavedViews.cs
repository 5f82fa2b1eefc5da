using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>A view under its name.</summary>
/// <param name="Query">What stands behind the page's address.</param>
public sealed record NamedView(Guid Id, string Name, string Query);

/// <summary>The views that a person keeps: the person's own, on every device, and nobody else's.</summary>
public sealed class SavedViews(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, IOptions<CeilingOptions> ceilings, EntryAllowance allowance)
{
    private const string NameField = nameof(SavedView.Name);

    /// <summary>The caller's own views of a page; null when the database does not answer now.</summary>
    [Requires(Permission.ViewConnections)]
    public async Task<IReadOnlyList<NamedView>?> ListAsync(Caller caller, string page, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        try
        {
            await using var context = await contexts.OpenAsync(caller, cancellationToken);
            return await context.SavedViews
                .Where(view => view.PersonId == caller.PersonId && view.Page == page)
                .OrderBy(view => view.NormalizedName)
                .Select(view => new NamedView(view.Id, view.Name, view.Query))
                .ToListAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return null;
        }
    }

    /// <summary>Keeps a view; one with the same name takes its place.</summary>
    [Requires(Permission.ViewConnections)]
    public async Task<SaveResult> SaveAsync(Caller caller, string page, string name, string query, CancellationToken cancellationToken = default)
    {
        // Each removal follows a save, so this bounds both. Once for each act, which the unit of work may repeat.
        if (!allowance.TryTake(caller.PersonId, AuditAction.ViewSaved)) return Mistake($"You have kept {EntryAllowance.InTenMinutes} views within ten minutes. Try again later.").Result;
        return await changes.SaveAsync(caller, Permission.ViewConnections, AuditAction.ViewSaved, async (context, cancel) =>
        {
            if (caller.PersonId is not { } person) return Mistake("Only a person with an account keeps views.");
            if (name.Trim() is not { Length: > 0 and <= SavedView.NameLength } given) return Mistake($"Give the view a name of at most {SavedView.NameLength} characters.");
            if (query.Length > SavedView.QueryLength) return Mistake("This view has too many filters to be kept.");

            var own = await context.SavedViews.Where(view => view.PersonId == person).ToListAsync(cancel);
            var normalized = NormalizedText.Of(given);
            var kept = own.Find(view => view.Page == page && view.NormalizedName == normalized);
            if (kept is null && own.Count >= ceilings.Value.SavedViews) return Mistake($"You keep {own.Count} views already. Remove one first.");

            var before = kept is null ? null : new { kept.Query };
            if (kept is not null) kept.Query = query;
            else context.SavedViews.Add(kept = new() { PersonId = person, Page = page, Name = given, Query = query });
            return new Edit.Change(TargetOf(caller, kept), before, new { kept.Query });
        }, about: null, cancellationToken);
    }

    [Requires(Permission.ViewConnections)]
    public Task<SaveResult> RemoveAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.ViewConnections, AuditAction.ViewRemoved, async (context, cancel) =>
        {
            if (await context.SavedViews.SingleOrDefaultAsync(view => view.Id == id && view.PersonId == caller.PersonId, cancel) is not { } kept)
                return new Edit.Mistake(new SaveResult.NotFound());
            context.SavedViews.Remove(kept);
            return new Edit.Change(TargetOf(caller, kept), new { kept.Query });
        }, about: id, cancellationToken);

    private static Edit.Mistake Mistake(string sentence) => new(new SaveResult.Invalid(new Dictionary<string, string> { [NameField] = sentence }));

    private static AuditTarget TargetOf(Caller caller, SavedView view) => new("view", view.Id, view.Name, caller.TenantId);
}
