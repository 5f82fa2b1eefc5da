using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Mail;

namespace PrivateLink.Portal.News;

/// <summary>The news that a person can choose to receive by mail.</summary>
/// <param name="IsMailSent">Whether there is a mail server; without one, no mail is sent.</param>
/// <param name="Kinds">The kinds of news that may concern the person.</param>
/// <param name="Zone">The time zone that letters show besides UTC; null if not known.</param>
public sealed record NewsChoicesView(bool IsMailSent, IReadOnlyList<NewsKindView> Kinds, string? Zone);

/// <param name="IsOn">Whether the person receives it.</param>
/// <param name="IsAlways">Whether it cannot be disabled.</param>
public sealed record NewsKindView(NewsKind Kind, string Words, bool IsOn, bool IsAlways);

/// <summary>Each person's own choices of news.</summary>
public sealed class NewsChoices(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, MailRoom mail)
{
    [Requires(Permission.EditOwnAccount)]
    public async Task<NewsChoicesView?> FindAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.EditOwnAccount);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(context, caller.PersonId, cancellationToken) is not { } person) return null;
        var choice = await context.NewsChoices.AsNoTracking().SingleOrDefaultAsync(each => each.PersonId == person.Id, cancellationToken);
        var isOwner = person.Memberships.Any(member => member.Role == TenantRole.Owner);
        return new(
            mail.IsOpen,
            [
                .. Enum.GetValues<NewsKind>().Where(kind => MayConcern(person, kind)).Select(kind =>
                {
                    var isAlways = isOwner && NewsWords.IsAlways(kind);
                    return new NewsKindView(kind, NewsWords.Of(kind), isAlways || (choice?.Wants(kind) ?? !NewsChoice.IsOffUnlessChosen(kind)), isAlways);
                }),
            ],
            choice?.Zone);
    }

    /// <param name="wanted">The kinds to enable; all others that may concern the person are disabled.</param>
    /// <param name="zone">The browser's time zone; an invalid zone is not stored.</param>
    [Requires(Permission.EditOwnAccount)]
    public Task<SaveResult> SaveAsync(Caller caller, IReadOnlyCollection<NewsKind> wanted, string? zone, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditOwnAccount, AuditAction.NewsChosen, async (context, cancel) =>
        {
            if (await FindAsync(context, caller.PersonId, cancel) is not { } person) return new Edit.Mistake(new SaveResult.NotFound());
            if (await context.NewsChoices.SingleOrDefaultAsync(each => each.PersonId == person.Id, cancel) is not { } choice)
                context.NewsChoices.Add(choice = new NewsChoice { PersonId = person.Id });
            var before = FactsOf(choice);
            foreach (var kind in Enum.GetValues<NewsKind>().Where(kind => MayConcern(person, kind))) choice.Choose(kind, wanted.Contains(kind) || NewsWords.IsAlways(kind));
            if (zone?.Length <= NewsChoice.ZoneLength && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) choice.Zone = zone;
            return new Edit.Change(AuditTarget.Of(person, caller.TenantId), before, FactsOf(choice));
        }, about: caller.PersonId, cancellationToken);

    private static object FactsOf(NewsChoice choice) =>
        new { Off = string.Join(", ", Enum.GetValues<NewsKind>().Where(kind => !choice.Wants(kind))), choice.Zone };

    private static Task<PortalUser?> FindAsync(PortalDbContext context, Guid? personId, CancellationToken cancellationToken) =>
        context.People.AsNoTracking().Include(person => person.Memberships).SingleOrDefaultAsync(person => person.Id == personId, cancellationToken);

    private static bool MayConcern(PortalUser person, NewsKind kind) => NewsChoice.IsOffUnlessChosen(kind)
        ? person.CompanyRole is not null || person.Memberships.Count > 0
        : NewsWords.IsForOperations(kind)
        ? person.CompanyRole is CompanyRole.Administrator or CompanyRole.Operator
        : person.Memberships.Count > 0;
}
