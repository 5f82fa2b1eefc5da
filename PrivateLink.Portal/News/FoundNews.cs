using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.PrivateEndpoints;

namespace PrivateLink.Portal.News;

/// <summary>
/// News that no action causes: time passes, or two tenants claim the same link. Each check searches again; the key recognises what is already
/// recorded.
/// </summary>
internal sealed class FoundNews(PendingEndpointService pending)
{
    /// <summary>How long a link has no connection before that is news.</summary>
    public static readonly TimeSpan Silent = TimeSpan.FromDays(7);

    /// <summary>Anything that began earlier is no longer news: it was so before anyone could be told.</summary>
    public static readonly TimeSpan StaysNew = TimeSpan.FromDays(7);

    /// <summary>No one can react to a trial that ends sooner.</summary>
    public static readonly TimeSpan LeastNotice = TimeSpan.FromMinutes(5);

    /// <summary>How often to look for news that takes days. That search reads every endpoint, so it must not run every few seconds.</summary>
    public static readonly TimeSpan SlowlyEvery = TimeSpan.FromMinutes(5);

    private DateTime _slowlyDue = DateTime.MinValue;

    /// <summary>People are told when a quarter of the trial is left.</summary>
    private const int PartOfTrial = 4;

    public async Task<IReadOnlyList<NewsEvent>> ReadAsync(PortalDbContext context, DateTime now, CancellationToken cancellationToken)
    {
        var news = await TrialsAsync(context, now, cancellationToken);
        if (now < _slowlyDue) return news;
        news.AddRange(await SilentAsync(context, now, cancellationToken));
        news.AddRange(await SharedAsync(now, cancellationToken));
        return news;
    }

    /// <summary>Call this after the news is recorded: nothing more is due until the next check.</summary>
    public void Noted(DateTime now)
    {
        if (now >= _slowlyDue) _slowlyDue = now + SlowlyEvery;
    }

    private static async Task<List<NewsEvent>> TrialsAsync(PortalDbContext context, DateTime now, CancellationToken cancellationToken)
    {
        var running = await context.EnforcementTrials.AsNoTracking().Include(trial => trial.Resource)
            .Where(trial => trial.Outcome == null && trial.Deadline > now)
            .ToListAsync(cancellationToken);
        var news = new List<NewsEvent>();
        foreach (var trial in running.Where(trial => trial.Deadline - now <= NoticeOf(trial)))
        {
            var host = trial.Resource!.Host;
            news.Add(new(
                NewsKind.TrialEnding, trial.TenantId, await LoggedNews.BegunByAsync(context, trial.ResourceId, trial.TenantId, cancellationToken),
                $"trial:{trial.Id}", $"The trial of {host} ends soon",
                $"The trial of {host} ends soon. If no owner confirms it, the host goes back to Monitor, and anyone can connect.", $"resources/{trial.ResourceId}", trial.Deadline));
        }

        return news;
    }

    private static TimeSpan NoticeOf(EnforcementTrial trial)
    {
        var part = (trial.Deadline - trial.StartedAt) / PartOfTrial;
        return part > LeastNotice ? part : LeastNotice;
    }

    private static async Task<List<NewsEvent>> SilentAsync(PortalDbContext context, DateTime now, CancellationToken cancellationToken)
    {
        var (silentSince, newSince) = (now - Silent, now - Silent - StaysNew);
        var traffic = EndpointTraffic.SinceSetUp(context);
        var silent = await context.PrivateEndpoints.AsNoTracking()
            .Where(endpoint => endpoint.State == PrivateEndpointState.Verified && endpoint.Enabled && !endpoint.Tenant!.Suspended) // a suspended tenant accepts no connections
            .Select(endpoint => new
            {
                Endpoint = endpoint,
                LastSeen = traffic.Where(seen => seen.Endpoint.Id == endpoint.Id).Max(seen => (DateTime?)seen.Observation.LastSeen),
            })
            .Where(row => row.LastSeen <= silentSince && row.LastSeen > newSince)
            .ToListAsync(cancellationToken);
        var news = new List<NewsEvent>();
        foreach (var (endpoint, lastSeen) in silent.Select(row => (row.Endpoint, row.LastSeen!.Value)))
        {
            var name = MailText.OneLine(endpoint.Name.Length > 0 ? endpoint.Name : endpoint.Reference);
            var hosts = await EndpointHosts.WordsAsync(context, endpoint.Id, cancellationToken);
            news.Add(new(
                NewsKind.LinkSilent, endpoint.TenantId, await LoggedNews.BegunByAsync(context, endpoint.Id, endpoint.TenantId, cancellationToken),
                string.Create(CultureInfo.InvariantCulture, $"silent:{endpoint.Id}:{lastSeen.Ticks}"), $"Nothing came through {name} for a week",
                $"Nothing came through private endpoint {name}, which is for {hosts}, for a week. Retire it if you no longer need it.",
                $"private-endpoints/{endpoint.Id}", lastSeen));
        }

        return news;
    }

    /// <summary>For operations only: a tenant must not learn that another tenant claims its link.</summary>
    private async Task<List<NewsEvent>> SharedAsync(DateTime now, CancellationToken cancellationToken)
    {
        var shared = await pending.SharedAsync(Caller.Company(PortalDbContext.Portal), cancellationToken);
        return
        [
            .. from link in shared
               let since = link.Holders.Max(holder => holder.Since)
               where since > now - StaysNew
               let tenants = string.Join(", ", link.Holders.Select(holder => MailText.OneLine(holder.Tenant)).Distinct())
               select new NewsEvent(
                   NewsKind.LinkShared, null, null, $"shared:{KeyOf(link)}", $"Several tenants name link {link.LinkId}",
                   $"{tenants} name the same link ID of {link.Cloud}: {link.LinkId}. It is a mistake or an attempt to claim another tenant's link. The tenants are not told about each other.", "claims", since),
        ];
    }

    /// <summary>One more tenant that claims the link is news again.</summary>
    private static string KeyOf(SharedLink link) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join(' ', link.Holders.Select(holder => holder.Id.ToString()).Order(StringComparer.Ordinal)))));
}
