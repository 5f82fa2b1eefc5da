using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>A saved view with its name.</summary>
/// <param name="Query">The query string of the page's address.</param>
/// <param name="IsShared">Whether the maker's team sees it.</param>
/// <param name="Maker">Who made it; null if the reader made it.</param>
/// <param name="MayChange">Whether the reader may remove it or stop sharing it.</param>
public sealed record NamedView(Guid Id, string Name, string Query, bool IsShared = false, string? Maker = null, bool MayChange = true);

/// <summary>
/// The views that a person saves, on every device, and those that the person's team shares. A team is the company's operators, or the people of one
/// tenant. Only the maker changes a view; an administrator may also remove or unshare a shared one. A person may have several teams. A shared view
/// appears only in its own team. A private view belongs to no tenant, whichever one the person uses now.
/// </summary>
public sealed class SavedViews(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, IOptions<CeilingOptions> ceilings, EntryAllowance allowance)
{
    private const string NameField = nameof(SavedView.Name);

    /// <summary>The caller's own views of a page, and those of the team; null if the database does not answer.</summary>
    [Requires(Permission.ViewConnections)]
    public async Task<IReadOnlyList<NamedView>?> ListAsync(Caller caller, string page, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        try
        {
            await using var context = await contexts.OpenAsync(caller, cancellationToken);
            var mayChangeAll = MayChangeOthers(caller);
            return await Visible(context, caller)
                .Where(view => view.Page == page)
                .OrderBy(view => view.NormalizedName).ThenBy(view => view.Id)
                .Select(view => new NamedView(
                    view.Id, view.Name, view.Query, view.IsShared, view.PersonId == caller.PersonId ? null : view.Person!.Name, mayChangeAll || view.PersonId == caller.PersonId))
                .ToListAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return null;
        }
    }

    /// <summary>Saves a view, for the caller alone or for the team. Replaces the caller's view with the same name.</summary>
    [Requires(Permission.ViewConnections)]
    public async Task<SaveResult> SaveAsync(Caller caller, string page, string name, string query, bool isShared, CancellationToken cancellationToken = default)
    {
        // Each removal follows a save, so this limits both. It counts once for each action, which the unit of work may repeat.
        if (!allowance.TryTake(caller.PersonId, AuditAction.ViewSaved)) return TooOften;
        return await changes.SaveAsync(caller, Permission.ViewConnections, AuditAction.ViewSaved, async (context, cancel) =>
        {
            if (caller.PersonId is not { } person) return Mistake("Only a person with an account can save views.");
            if (name.Trim() is not { Length: > 0 and <= SavedView.NameLength } given) return Mistake($"Give the view a name of at most {SavedView.NameLength} characters.");
            if (query.Length > SavedView.QueryLength) return Mistake("This view has too many filters to be saved.");

            var own = await context.SavedViews.Where(view => view.PersonId == person).ToListAsync(cancel);
            var normalized = NormalizedText.Of(given);
            var kept = own.Find(view => view.Page == page && view.NormalizedName == normalized);
            if (kept is { IsShared: true } && kept.TenantId != caller.TenantId) return Mistake("You share a view of this name with another team. Choose another name.");
            if (kept is null && own.Count >= ceilings.Value.SavedViews) return Mistake($"You already have {own.Count} views, on all pages and in all your teams. Remove one first.");

            var wasShared = kept is { IsShared: true };
            var before = kept is null ? null : FactsOf(kept);
            if (kept is not null) kept.Query = query;
            else context.SavedViews.Add(kept = new() { PersonId = person, Page = page, Name = given, Query = query });
            Share(kept, caller, isShared);
            return new Edit.Change(TargetOf(caller, kept, wasShared || isShared), before, FactsOf(kept));
        }, about: null, cancellationToken);
    }

    /// <summary>Shares a view with the caller's team, or stops sharing it.</summary>
    [Requires(Permission.ViewConnections)]
    public Task<SaveResult> ShareAsync(Caller caller, Guid id, bool isShared, CancellationToken cancellationToken = default) =>
        allowance.TryTake(caller.PersonId, AuditAction.ViewSaved)
            ? changes.SaveAsync(caller, Permission.ViewConnections, AuditAction.ViewShared, async (context, cancel) =>
            {
                if (await FindAsync(context, caller, id, cancel) is not { } kept) return NotFound;
                var before = new { kept.IsShared };
                Share(kept, caller, isShared);
                return new Edit.Change(TargetOf(caller, kept, before.IsShared || isShared), before, new { kept.IsShared });
            }, about: id, cancellationToken)
            : Task.FromResult(TooOften);

    [Requires(Permission.ViewConnections)]
    public Task<SaveResult> RemoveAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.ViewConnections, AuditAction.ViewRemoved, async (context, cancel) =>
        {
            if (await FindAsync(context, caller, id, cancel) is not { } kept) return NotFound;
            context.SavedViews.Remove(kept);
            return new Edit.Change(TargetOf(caller, kept, kept.IsShared), FactsOf(kept));
        }, about: id, cancellationToken);

    /// <summary>A view that the caller may change.</summary>
    private static async Task<SavedView?> FindAsync(PortalDbContext context, Caller caller, Guid id, CancellationToken cancellationToken) =>
        await Visible(context, caller).SingleOrDefaultAsync(view => view.Id == id, cancellationToken) is { } kept && (kept.PersonId == caller.PersonId || MayChangeOthers(caller))
            ? kept
            : null;

    /// <summary>The person's own private views, and the shared views of the caller's current team.</summary>
    private static IQueryable<SavedView> Visible(PortalDbContext context, Caller caller) =>
        context.SavedViews.Where(view => (!view.IsShared && view.PersonId == caller.PersonId) || (view.IsShared && view.TenantId == caller.TenantId));

    private static bool MayChangeOthers(Caller caller) => caller.May(caller.IsCompany ? Permission.EditCompanyMembers : Permission.EditMembers);

    private static void Share(SavedView view, Caller caller, bool isShared)
    {
        if (isShared) view.ShareWith(caller.TenantId);
        else view.KeepPrivate();
    }

    private static Edit.Mistake NotFound => new(new SaveResult.NotFound());

    private static SaveResult TooOften => Mistake($"You have saved {EntryAllowance.InTenMinutes} views within ten minutes. Try again later.").Result;

    private static Edit.Mistake Mistake(string sentence) => new(new SaveResult.Invalid(new Dictionary<string, string> { [NameField] = sentence }));

    /// <param name="isTeams">Whether it is shared, or was.</param>
    private static AuditTarget TargetOf(Caller caller, SavedView view, bool isTeams) => new("view", view.Id, view.Name, isTeams ? caller.TenantId : null);

    /// <summary>A view's query names hosts and links, perhaps of another tenant. So the audit log records it only for a shared view.</summary>
    private static object FactsOf(SavedView view) => view.IsShared ? new { view.Query, view.IsShared } : new { view.IsShared };
}
