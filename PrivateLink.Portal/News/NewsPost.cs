using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.News;

/// <summary>
/// Sends waiting items. It claims a row, sends it, then marks it as done. So only one process sends each row, a failed letter is retried, and a
/// restart loses nothing. A letter is sent twice only if a process dies after the mail server accepts it and before the database records that. Both
/// have the same Message-ID.
/// </summary>
internal sealed class NewsPost(IDbContextFactory<PortalDbContext> contexts, MailRoom mail, PortalAddress address, TimeProvider time)
{
    /// <summary>The limit for one kind and one person. Later items wait and are sent together.</summary>
    public const int LettersAnHour = 4;

    /// <summary>Longer than a mail server may take. After this, another attempt begins.</summary>
    internal static readonly TimeSpan Claim = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private const int MostAtOnce = 50;

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        if (!mail.IsOpen) return;
        foreach (var (person, kind) in await DueAsync(cancellationToken)) await SendAsync(person, kind, cancellationToken);
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private static IQueryable<NewsItem> Waiting(PortalDbContext context, DateTime now)
    {
        var oldest = now - NewsBoard.StaysNew;
        return context.NewsItems.Where(item => item.DoneAt == null && item.CreatedAt > oldest && (item.ClaimedUntil == null || item.ClaimedUntil <= now));
    }

    private async Task<List<(Guid Person, NewsKind Kind)>> DueAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var hourAgo = Now - Hour;

        // People who reached their limit wait, and must not block the others.
        var sent = await context.NewsItems
            .Where(item => item.LetterId != null && item.DoneAt > hourAgo)
            .Select(item => new { item.PersonId, item.Kind, item.LetterId })
            .Distinct()
            .ToListAsync(cancellationToken);
        var full = sent.GroupBy(letter => (letter.PersonId, letter.Kind)).Where(letters => letters.Count() >= LettersAnHour).Select(letters => letters.Key).ToHashSet();
        var groups = await Waiting(context, Now)
            .GroupBy(item => new { item.PersonId, item.Kind })
            .Select(group => new { group.Key.PersonId, group.Key.Kind, First = group.Min(item => item.CreatedAt) })
            .OrderBy(group => group.First)
            .ToListAsync(cancellationToken);
        return [.. groups.Select(group => (group.PersonId, group.Kind)).Where(group => !full.Contains(group)).Take(MostAtOnce)];
    }

    private async Task SendAsync(Guid personId, NewsKind kind, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var (now, hourAgo) = (Now, Now - Hour);
        var sent = await context.NewsItems
            .Where(item => item.PersonId == personId && item.Kind == kind && item.LetterId != null && item.DoneAt > hourAgo)
            .Select(item => item.LetterId).Distinct().CountAsync(cancellationToken);
        if (sent >= LettersAnHour) return;

        var items = await Waiting(context, now).AsNoTracking()
            .Where(item => item.PersonId == personId && item.Kind == kind).OrderBy(item => item.Id).ToListAsync(cancellationToken);
        if (items.Count == 0) return;
        Guid[] ids = [.. items.Select(item => item.Id)];
        var claimed = await Waiting(context, now).Where(item => ids.Contains(item.Id))
            .ExecuteUpdateAsync(item => item.SetProperty(row => row.ClaimedUntil, now + Claim), cancellationToken);

        // Another process claimed some of them. The claim expires, and one of the two tries again.
        if (claimed != ids.Length) return;

        var person = await context.People.AsNoTracking().Include(each => each.Memberships).SingleAsync(each => each.Id == personId, cancellationToken);
        var choice = await context.NewsChoices.AsNoTracking().SingleOrDefaultAsync(each => each.PersonId == personId, cancellationToken);
        var wanted = items.FindAll(item => IsWanted(person, choice, item));
        var letter = wanted.Count == 0 ? (Guid?)null : wanted[0].Id;
        if (letter is { } id)
        {
            var (subject, text) = NewsLetter.Of(person, wanted, ZoneOf(choice), address.Root);
            if (!await mail.TrySendNowAsync(person.Email!, subject, text, id, cancellationToken)) return;
        }

        await context.NewsItems.Where(item => ids.Contains(item.Id))
            .ExecuteUpdateAsync(item => item.SetProperty(row => row.DoneAt, now).SetProperty(row => row.LetterId, letter), CancellationToken.None);
    }

    /// <summary>People who have left receive nothing more.</summary>
    private static bool IsWanted(PortalUser person, NewsChoice? choice, NewsItem item)
    {
        var role = person.Memberships.FirstOrDefault(member => member.TenantId == item.ConcernsId)?.Role;
        var mayRead = item.Kind == NewsKind.DailyDigest ? person.CompanyRole is not null : person.CompanyRole is CompanyRole.Administrator or CompanyRole.Operator;
        if (item.ConcernsId is null ? !mayRead : role is null) return false;
        return (choice?.Wants(item.Kind) ?? !NewsChoice.IsOffUnlessChosen(item.Kind)) || (NewsWords.IsAlways(item.Kind) && role == TenantRole.Owner);
    }

    private static TimeZoneInfo? ZoneOf(NewsChoice? choice) =>
        choice?.Zone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
