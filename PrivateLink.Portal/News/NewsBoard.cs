using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Mail;

namespace PrivateLink.Portal.News;

/// <summary>
/// Records who must be told what: one row for each person and event. The same transaction notes how far the audit log is read. Without a mail server
/// it writes nothing. Once there is one, events older than a day are skipped.
/// </summary>
internal sealed class NewsBoard(IDbContextFactory<PortalDbContext> contexts, MailRoom mail, FoundNews found, DigestNews digests, TimeProvider time)
{
    /// <summary>Older events are no longer news: the mail server or the portal was away.</summary>
    public static readonly TimeSpan StaysNew = TimeSpan.FromDays(1);

    /// <summary>How long a row prevents the same news from being sent again.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    public async Task NoteAsync(CancellationToken cancellationToken)
    {
        if (!mail.IsOpen) return;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            await context.Database.CreateExecutionStrategy().ExecuteAsync(() => NoteAsync(context, cancellationToken));
        }
        catch (DbUpdateException exception) when (DatabaseErrors.IsLostRace(exception))
        {
            // Another process wrote the same rows; the next run finds them.
        }
    }

    private async Task NoteAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        context.ChangeTracker.Clear();
        var now = time.GetUtcNow().UtcDateTime;
        var before = await context.Installations.AsNoTracking().Select(installation => installation.NewsThrough).FirstAsync(cancellationToken);
        var through = (await AuditTrail.FindEndAsync(context, cancellationToken)).Sequence;
        List<NewsEvent> news = [.. await found.ReadAsync(context, now, cancellationToken)];
        if (before is { } after) news.AddRange(await LoggedNews.ReadAsync(context, after, through, now - StaysNew, cancellationToken));
        List<NewsItem> items = [.. await NewAsync(context, news, now, cancellationToken), .. await digests.ReadAsync(context, now, cancellationToken)];
        if (items.Count == 0 && before == through)
        {
            found.Noted(now);
            digests.Noted(now);
            return;
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var moved = await context.Installations.Where(installation => installation.NewsThrough == before)
            .ExecuteUpdateAsync(installation => installation.SetProperty(row => row.NewsThrough, through), cancellationToken);
        if (moved == 0) return;
        context.AddRange(items);
        await context.SaveChangesAsync(cancellationToken);
        await context.NewsItems.Where(item => item.CreatedAt < now - Kept).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        found.Noted(now);
        digests.Noted(now);
    }

    private static async Task<List<NewsItem>> NewAsync(PortalDbContext context, List<NewsEvent> news, DateTime now, CancellationToken cancellationToken)
    {
        var items = new List<NewsItem>();
        foreach (var item in news)
        {
            var told = await context.NewsItems.Where(row => row.Key == item.Key).Select(row => row.PersonId).ToListAsync(cancellationToken);
            foreach (var person in (await ConcernedAsync(context, item, cancellationToken)).Except(told))
                items.Add(new()
                {
                    PersonId = person,
                    ConcernsId = item.TenantId,
                    Kind = item.Kind,
                    Key = item.Key,
                    Subject = BoundedText.Cut(item.Subject, NewsItem.SubjectLength),
                    Text = BoundedText.Cut(item.Text, NewsItem.TextLength),
                    Path = item.Path,
                    At = item.At,
                    CreatedAt = now,
                });
        }

        return items;
    }

    /// <summary>The tenant's owners, and the person who began it if still a member; for news of the company, its operators.</summary>
    private static async Task<IReadOnlyList<Guid>> ConcernedAsync(PortalDbContext context, NewsEvent item, CancellationToken cancellationToken) => item.TenantId is { } tenant
        ? await context.Memberships
            .Where(member => member.TenantId == tenant && (member.Role == TenantRole.Owner || member.PersonId == item.BegunBy))
            .Select(member => member.PersonId)
            .Distinct()
            .ToListAsync(cancellationToken)
        : await context.People
            .Where(person => person.CompanyRole == CompanyRole.Administrator || person.CompanyRole == CompanyRole.Operator)
            .Select(person => person.Id)
            .ToListAsync(cancellationToken);
}
