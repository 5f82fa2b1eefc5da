using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog.Digests;

/// <summary>
/// Summarises a day from the hourly sums and the observed links. It never reads rows of connections, so the cost does not depend on their number. A
/// past day hardly changes, so results are cached for some minutes. Thread-safe.
/// </summary>
public sealed class DailyDigests(IDbContextFactory<PortalDbContext> contexts, LinkSights sights, RollUpCounters counters, TimeProvider time)
{
    internal const int Top = 5;

    private const int MostListed = 10;

    /// <summary>Only the sums with the most connections are read to find the networks; the rest would change little.</summary>
    private const int SumsAskedForSources = 500;

    private const int MostRemembered = 200;

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(Guid? Tenant, DateOnly Day), (DailyDigest Digest, long Since)> _remembered = new();

    /// <summary>The last full day.</summary>
    public DateOnly Yesterday => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-1);

    /// <summary>One day as the caller may see it; null if the database does not answer.</summary>
    [Requires(Permission.ViewConnections)]
    public async Task<DailyDigest?> ReadAsync(Caller caller, DateOnly day, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        var key = (caller.TenantId, day);
        if (_remembered.TryGetValue(key, out var known) && time.GetElapsedTime(known.Since) < Remembered) return known.Digest;
        try
        {
            var digest = await SumAsync(caller, day, cancellationToken);
            if (digest.IsBehind) return digest;
            if (_remembered.Count >= MostRemembered) _remembered.Clear();
            _remembered[key] = (digest, time.GetTimestamp());
            return digest;
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return null;
        }
    }

    private async Task<DailyDigest> SumAsync(Caller caller, DateOnly day, CancellationToken cancellationToken)
    {
        var from = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var (before, until) = (from.AddDays(-1), from.AddDays(1));
        var sight = await sights.OfAsync(caller, cancellationToken);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var rollUps = context.HourlyRollUps.AsNoTracking().Where(rollUp => rollUp.Hour >= before && rollUp.Hour < until);
        if (caller.TenantId is { } tenant) rollUps = rollUps.Where(rollUp => rollUp.TenantId == tenant);

        var totals = await rollUps.GroupBy(rollUp => new { IsBefore = rollUp.Hour < from, rollUp.Verdict })
            .Select(group => new VerdictDay
            {
                IsBefore = group.Key.IsBefore,
                Verdict = group.Key.Verdict,
                Connections = group.Sum(rollUp => rollUp.Connections),
                Failed = group.Sum(rollUp => rollUp.Failed),
                Bytes = group.Sum(rollUp => rollUp.BytesFromClient + rollUp.BytesFromUpstream),
            })
            .ToListAsync(cancellationToken);
        var hosts = rollUps.Where(rollUp => rollUp.ResourceId != null)
            .GroupBy(rollUp => rollUp.ResourceId!.Value)
            .Select(group => new HostDay
            {
                Id = group.Key,
                Connections = group.Sum(rollUp => rollUp.Hour >= from ? rollUp.Connections : 0),
                Before = group.Sum(rollUp => rollUp.Hour < from ? rollUp.Connections : 0),
                Bytes = group.Sum(rollUp => rollUp.Hour >= from ? rollUp.BytesFromClient + rollUp.BytesFromUpstream : 0),
                Failed = group.Sum(rollUp => rollUp.Hour >= from ? rollUp.Failed : 0),
            });
        var (busiest, largest, failed, silent) = (
            await hosts.Where(host => host.Connections > 0).OrderByDescending(host => host.Connections).ThenBy(host => host.Id).Take(Top).ToListAsync(cancellationToken),
            await hosts.Where(host => host.Bytes > 0).OrderByDescending(host => host.Bytes).ThenBy(host => host.Id).Take(Top).ToListAsync(cancellationToken),
            await hosts.Where(host => host.Failed > 0).OrderByDescending(host => host.Failed).ThenBy(host => host.Id).Take(Top).ToListAsync(cancellationToken),
            await hosts.Where(host => host.Connections == 0 && host.Before > 0).OrderByDescending(host => host.Before).ThenBy(host => host.Id).Take(MostListed).ToListAsync(cancellationToken));
        var links = rollUps.Where(rollUp => rollUp.LinkId != null && rollUp.LinkId != HourlyRollUp.OtherLinks).Where(sight.AskableSums())
            .GroupBy(rollUp => new { rollUp.Cloud, rollUp.LinkId })
            .Select(group => new LinkDay
            {
                LinkId = group.Key.LinkId!,
                Connections = group.Sum(rollUp => rollUp.Hour >= from ? rollUp.Connections : 0),
                Before = group.Sum(rollUp => rollUp.Hour < from ? rollUp.Connections : 0),
                Bytes = group.Sum(rollUp => rollUp.Hour >= from ? rollUp.BytesFromClient + rollUp.BytesFromUpstream : 0),
            });
        var reasons = await rollUps.Where(rollUp => rollUp.Verdict == Verdict.Denied)
            .GroupBy(rollUp => rollUp.Reason)
            .Select(group => new
            {
                Reason = group.Key,
                Connections = group.Sum(rollUp => rollUp.Hour >= from ? rollUp.Connections : 0),
                Before = group.Sum(rollUp => rollUp.Hour < from ? rollUp.Connections : 0),
            })
            .Where(sum => sum.Connections > 0).OrderByDescending(sum => sum.Connections).Take(Top).ToListAsync(cancellationToken);
        var sources = await rollUps.Where(rollUp => rollUp.Hour >= from && rollUp.Sources != "")
            .OrderByDescending(rollUp => rollUp.Connections).Select(rollUp => rollUp.Sources).Take(SumsAskedForSources).ToListAsync(cancellationToken);

        Guid[] ids = [.. busiest.Concat(largest).Concat(failed).Concat(silent).Select(host => host.Id).Distinct()];
        var names = await context.Resources.VisibleTo(caller).Where(resource => ids.Contains(resource.Id))
            .Select(resource => new { resource.Id, resource.Host })
            .ToDictionaryAsync(resource => resource.Id, resource => resource.Host, cancellationToken);
        var heard = await HeardHoursAsync(context, before, until, cancellationToken);
        var begun = await context.AuditEntries.IgnoreQueryFilters([PortalDbContext.TenantFilter]).AsNoTracking()
            .OrderBy(entry => entry.Sequence).Select(entry => (DateTime?)entry.Time).FirstOrDefaultAsync(cancellationToken);
        var (newLinks, newLinkCount) = await NewLinksAsync(context, caller, sight, from, until, cancellationToken);
        return new()
        {
            Day = day,
            Connections = Sum(_ => true, sum => sum.Connections),
            Denied = Sum(verdict => verdict == Verdict.Denied, sum => sum.Connections),
            Failed = Sum(_ => true, sum => sum.Failed),
            Bytes = Sum(_ => true, sum => sum.Bytes),
            Hosts = busiest.ConvertAll(Named),
            HostsByBytes = largest.ConvertAll(Named),
            FailedHosts = failed.ConvertAll(Named),
            SilentHosts = silent.ConvertAll(Named),
            Links = (await links.Where(link => link.Connections > 0).OrderByDescending(link => link.Connections).ThenBy(link => link.LinkId).Take(Top).ToListAsync(cancellationToken)).ConvertAll(Of),
            LinksByBytes = (await links.Where(link => link.Bytes > 0).OrderByDescending(link => link.Bytes).ThenBy(link => link.LinkId).Take(Top).ToListAsync(cancellationToken)).ConvertAll(Of),
            Sources = [.. sources.SelectMany(SourceCounts.Read).GroupBy(source => source.Network)
                .Select(same => new DigestSource(same.Key, same.Sum(source => source.Connections)))
                .OrderByDescending(source => source.Connections).ThenBy(source => source.Network, StringComparer.Ordinal).Take(Top)],
            NewLinks = newLinks,
            NewLinkCount = newLinkCount,
            DenyReasons = reasons.ConvertAll(sum => new DigestReason(sum.Reason, new(sum.Connections, sum.Before))),
            Gaps = await GapsAsync(context, caller, from, until, cancellationToken),
            SilentHours = (int)(until - from).TotalHours - heard.Count(hour => hour >= from),
            HasDayBefore = begun < from || heard.Any(hour => hour < from),
            IsBehind = counters.BehindFrom is { UtcDateTime: var hour } && hour < until,
            IsBeforeBegin = begun >= until && !heard.Any(hour => hour >= from),
        };

        DigestSum Sum(Func<Verdict, bool> takes, Func<VerdictDay, long> of) => new(
            totals.Where(sum => !sum.IsBefore && takes(sum.Verdict)).Sum(of), totals.Where(sum => sum.IsBefore && takes(sum.Verdict)).Sum(of));

        DigestHost Named(HostDay host) => new(host.Id, names.GetValueOrDefault(host.Id), new(host.Connections, host.Before), host.Bytes, host.Failed);
    }

    private static DigestLink Of(LinkDay link) => new(link.LinkId, new(link.Connections, link.Before), link.Bytes);

    /// <summary>For the company: links that no listener had seen before. For a tenant: links that none of its hosts had seen before.</summary>
    private static async Task<(IReadOnlyList<NewLink> Links, int Count)> NewLinksAsync(
        PortalDbContext context, Caller caller, LinkSight sight, DateTime from, DateTime until, CancellationToken cancellationToken)
    {
        if (caller.IsCompany)
        {
            var seen = context.LinkObservations.AsNoTracking().Where(link => link.FirstSeen >= from && link.FirstSeen < until);
            var first = await seen.OrderBy(link => link.FirstSeen).ThenBy(link => link.LinkId).Take(MostListed).ToListAsync(cancellationToken);
            return (first.ConvertAll(link => new NewLink(link.LinkId, link.FirstSeen)), first.Count < MostListed ? first.Count : await seen.CountAsync(cancellationToken));
        }

        var own = await context.ResourceObservations.AsNoTracking().Where(link => link.TenantId == caller.TenantId)
            .GroupBy(link => new { link.Cloud, link.LinkId })
            .Select(group => new { group.Key.Cloud, group.Key.LinkId, FirstSeen = group.Min(link => link.FirstSeen), Matched = group.Max(link => link.FirstMatched) })
            .Where(link => link.FirstSeen >= from && link.FirstSeen < until)
            .OrderBy(link => link.FirstSeen).ThenBy(link => link.LinkId)
            .ToListAsync(cancellationToken);
        return (
            [.. own.Take(MostListed).Select(link => new NewLink(link.Matched is not null || IsOwn(link.Cloud, link.LinkId) ? link.LinkId : null, link.FirstSeen))],
            own.Count);

        bool IsOwn(CloudProvider cloud, string text) => LinkId.TryParse(cloud, text, out var link) && sight.Knows(link);
    }

    private static async Task<IReadOnlyList<HistoryGap>> GapsAsync(PortalDbContext context, Caller caller, DateTime from, DateTime until, CancellationToken cancellationToken)
    {
        var gaps = await context.RecordGaps.AsNoTracking().Where(gap => gap.To >= from && gap.From < until).OrderBy(gap => gap.From).Take(MostListed).ToListAsync(cancellationToken);
        return gaps.ConvertAll(gap => new HistoryGap(
            new(gap.From, TimeSpan.Zero), new(gap.To, TimeSpan.Zero), caller.IsCompany ? gap.Sampled : null, caller.IsCompany ? gap.Lost : null));
    }

    /// <summary>Hours with a count for anyone.</summary>
    private static Task<List<DateTime>> HeardHoursAsync(PortalDbContext context, DateTime from, DateTime until, CancellationToken cancellationToken) =>
        context.HourlyRollUps.IgnoreQueryFilters([PortalDbContext.TenantFilter]).AsNoTracking()
            .Where(rollUp => rollUp.Hour >= from && rollUp.Hour < until).Select(rollUp => rollUp.Hour).Distinct().ToListAsync(cancellationToken);

    private sealed class VerdictDay
    {
        public bool IsBefore { get; init; }

        public Verdict Verdict { get; init; }

        public long Connections { get; init; }

        public long Failed { get; init; }

        public long Bytes { get; init; }
    }

    private sealed class HostDay
    {
        public Guid Id { get; init; }

        public long Connections { get; init; }

        public long Before { get; init; }

        public long Bytes { get; init; }

        public long Failed { get; init; }
    }

    private sealed class LinkDay
    {
        public string LinkId { get; init; } = "";

        public long Connections { get; init; }

        public long Before { get; init; }

        public long Bytes { get; init; }
    }
}
