using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Digests;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Mail;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.News;

/// <summary>
/// Sends the digest of the last full day to everyone who chose it, at seven in the morning of their zone. The key is the day and the tenant or
/// company, so several processes record it only once.
/// </summary>
internal sealed class DigestNews(DailyDigests digests)
{
    public static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private const int Named = 3;

    private static readonly TimeSpan Morning = TimeSpan.FromHours(7);

    private DateTime _nextLook = DateTime.MinValue;

    /// <summary>Digests that are due and not recorded yet.</summary>
    public async Task<IReadOnlyList<NewsItem>> ReadAsync(PortalDbContext context, DateTime now, CancellationToken cancellationToken)
    {
        if (now < _nextLook) return [];
        var bit = 1 << (int)NewsKind.DailyDigest;
        var chosen = await context.NewsChoices.AsNoTracking().Include(choice => choice.Person!.Memberships).Where(choice => (choice.On & bit) != 0).ToListAsync(cancellationToken);
        var items = new List<NewsItem>();
        foreach (var choice in chosen)
            if (DueDay(now, ZoneOf(choice)) is { } day)
                items.AddRange(await OfAsync(context, choice, day, now, cancellationToken));
        return items;
    }

    /// <summary>Call this after the digests are recorded: nothing more is due until the next check.</summary>
    public void Noted(DateTime now)
    {
        if (now >= _nextLook) _nextLook = now + LookEvery;
    }

    /// <summary>The day whose letter is due; null before the first morning after it. A day begins and ends in UTC, in every zone.</summary>
    internal static DateOnly? DueDay(DateTime now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(now, zone);
        var morning = local.Date + Morning;
        if (local < morning) morning -= TimeSpan.FromDays(1);
        var ended = now - (local - morning); // when it was seven in the reader's zone
        var day = DateOnly.FromDateTime(ended).AddDays(-1);
        return now - ended < NewsBoard.StaysNew ? day : null;
    }

    private static TimeZoneInfo ZoneOf(NewsChoice choice) =>
        choice.Zone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    private async Task<List<NewsItem>> OfAsync(PortalDbContext context, NewsChoice choice, DateOnly day, DateTime now, CancellationToken cancellationToken)
    {
        var person = choice.Person!;
        List<Caller> sides = [.. person.Memberships.Select(member => Caller.Tenant(PortalDbContext.Portal, member.TenantId, TenantRole.Viewer))];
        if (person.CompanyRole is not null) sides.Insert(0, Caller.Company(PortalDbContext.Portal, CompanyRole.Viewer));
        var items = new List<NewsItem>();
        foreach (var side in sides)
        {
            var key = $"digest:{Iso(day)}:{side.TenantId?.ToString() ?? "company"}";
            if (await context.NewsItems.AnyAsync(item => item.PersonId == person.Id && item.Key == key, cancellationToken)) continue;
            if (await digests.ReadAsync(side, day, cancellationToken) is not { } digest || (digest.IsQuiet && !choice.Wants(NewsKind.QuietDigest))) continue;
            var name = side.TenantId is { } id ? await context.Tenants.Where(tenant => tenant.Id == id).Select(tenant => tenant.Name).FirstOrDefaultAsync(cancellationToken) : "All tenants";
            items.Add(new()
            {
                PersonId = person.Id,
                ConcernsId = side.TenantId,
                Kind = NewsKind.DailyDigest,
                Key = key,
                Subject = BoundedText.Cut(string.Create(CultureInfo.InvariantCulture, $"{Day(day)}: {digest.Connections.Now:N0} connections, {digest.Denied.Now:N0} denied"), NewsItem.SubjectLength),
                Text = BoundedText.Cut($"{MailText.OneLine(name ?? "")}, {Day(day)} (UTC)\n{string.Join('\n', Lines(digest))}", NewsItem.TextLength),
                Path = $"digest?day={Iso(day)}",
                At = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
                CreatedAt = now,
            });
        }

        return items;
    }

    private static IEnumerable<string> Lines(DailyDigest digest)
    {
        yield return $"Connections: {Change(digest, digest.Connections)}";
        yield return $"Denied: {Change(digest, digest.Denied)}";
        yield return $"Failed: {Change(digest, digest.Failed)}";
        yield return $"Bytes in both directions: {Change(digest, digest.Bytes)}";
        if (digest.IsIncomplete)
            yield return $"Not everything was recorded: {Number(digest.Gaps.Count)} gaps, and {Number(digest.SilentHours)} hours in which nothing was counted for any tenant.";
        if (digest.SilentHosts.Count > 0) yield return $"Hosts without connections since the day before: {Names(digest.SilentHosts.Select(NameOf))}";
        if (digest.FailedHosts.Count > 0) yield return $"Allowed but not delivered: {Names(digest.FailedHosts.Select(host => $"{NameOf(host)} ({Number(host.Failed)})"))}";
        if (digest.NewLinkCount > 0) yield return $"Links seen for the first time: {Number(digest.NewLinkCount)} ({Names(digest.NewLinks.Select(link => link.LinkId ?? "another endpoint"))})";
        if (digest.DenyReasons.Count > 0) yield return $"Denied for: {Names(digest.DenyReasons.Select(sum => $"{ReasonTable.Describe(sum.Reason).Title} ({Number(sum.Connections.Now)})"))}";
        if (digest.Hosts.Count > 0) yield return $"Busiest hosts: {Names(digest.Hosts.Select(host => $"{NameOf(host)} ({Number(host.Connections.Now)})"))}";
        if (digest.Links.Count > 0) yield return $"Busiest links: {Names(digest.Links.Select(link => $"{link.LinkId} ({Number(link.Connections.Now)})"))}";
        if (digest.Sources.Count > 0) yield return $"Busiest networks: {Names(digest.Sources.Select(source => $"{source.Network} (at least {Number(source.Connections)})"))}";
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Take(Named).Select(MailText.OneLine));

    private static string NameOf(DigestHost host) => host.Host ?? "a deleted host";

    private static string Change(DailyDigest digest, DigestSum sum) => $"{Number(sum.Now)} ({(digest.HasDayBefore ? $"the day before: {Number(sum.Before)}" : "there was no day before")})";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
