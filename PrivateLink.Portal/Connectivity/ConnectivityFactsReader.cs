using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Upstreams;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>
/// Reads what the database knows of one tenant's connections. Every query uses an index of that tenant and has a limit. The queries cover a month of
/// hourly sums, the newest stored connections, and the changes of the hosts shown. No query grows with the total number of connections.
/// </summary>
public sealed class ConnectivityFactsReader(IDbContextFactory<PortalDbContext> contexts, LinkSights sights, IOptions<RecordsOptions> options, TimeProvider time)
{
    /// <summary>The most hosts shown. Further hosts are only counted.</summary>
    public const int MostHosts = 100;

    /// <summary>How far back the view covers.</summary>
    internal static readonly TimeSpan LooksBack = TimeSpan.FromDays(30);

    /// <summary>The most sums of links that no host of the tenant lists. Anyone can invent such links.</summary>
    internal const int MostUnlisted = 2_000;

    /// <summary>How far back connections without a host count. Mistakes of a setup that has worked since are no longer of interest.</summary>
    private static readonly TimeSpan NamesLookBack = TimeSpan.FromDays(7);

    private const int MostNameSums = 2_000;
    private const int MostOwnLinks = 1_000;
    private const int MostNewest = 500;
    private const int MostRevisions = 1_000;
    private const int MostWaiting = 50;

    private static readonly string[] Changing =
    [
        AuditAction.ResourceCreated.Code, AuditAction.ResourceChanged.Code, AuditAction.ResourceEnforced.Code, AuditAction.ResourceRolledBack.Code,
        AuditAction.ResourceGlassBroken.Code, AuditAction.ResourceEnforcedAgain.Code,
        AuditAction.PrivateEndpointLinked.Code, AuditAction.PrivateEndpointSwitched.Code, AuditAction.PrivateEndpointReleased.Code,
        AuditAction.PrivateEndpointRetired.Code, AuditAction.PrivateEndpointAssigned.Code, AuditAction.PrivateEndpointResolved.Code,
        AuditAction.TenantSuspended.Code, AuditAction.TenantResumed.Code,
    ];

    /// <summary>The reasons that say something about a host's policy.</summary>
    private static readonly Reason[] Asked = [.. ReasonTable.Where(row => row.Family == ReasonFamily.Access)];

    /// <returns>Null when the tenant does not exist.</returns>
    internal async Task<ConnectivityFacts?> ReadAsync(Guid tenantId, CancellationToken cancellationToken)
    {
        var reader = Caller.Tenant(PortalDbContext.Portal, tenantId);
        await using var context = await contexts.OpenAsync(reader, cancellationToken);
        if (await context.Tenants.AsNoTracking().SingleOrDefaultAsync(tenant => tenant.Id == tenantId, cancellationToken) is not { } tenant) return null;
        var now = time.GetUtcNow().UtcDateTime;
        var hosts = await HostsAsync(context, tenantId, cancellationToken);
        var count = hosts.Count < MostHosts ? hosts.Count : await context.Resources.CountAsync(resource => resource.TenantId == tenantId, cancellationToken);
        var changes = await ChangesAsync(context, tenantId, hosts, cancellationToken);
        var upstreamChanges = await UpstreamChanges.ReadAsync(context, [.. hosts.Select(host => host.UpstreamId).Distinct()], cancellationToken);
        var ownLinks = await OwnLinksAsync(context, tenantId, cancellationToken);
        var sight = await sights.OfAsync(reader, cancellationToken);
        var newest = await NewestAsync(context, tenantId, cancellationToken);
        await sights.LearnAsync(sight, newest, cancellationToken);
        var (sums, areSumsCut) = await SumsAsync(context, tenantId, hosts, now, cancellationToken);
        return new()
        {
            Tenant = tenant,
            Hosts = hosts,
            MoreHosts = count - hosts.Count,
            Trials = await context.EnforcementTrials.AsNoTracking().Where(trial => trial.TenantId == tenantId && trial.Outcome == null)
                .ToDictionaryAsync(trial => trial.ResourceId, trial => trial.Deadline, cancellationToken),
            Waiting = await WaitingAsync(context, tenantId, cancellationToken),
            Sums = sums,
            AreSumsCut = areSumsCut,
            Shares = await SharesAsync(context, tenantId, now, cancellationToken),
            Newest = newest,
            IsCut = newest.Count == MostNewest,
            Changes = changes,
            UpstreamChanges = upstreamChanges,
            Revisions = await RevisionsAsync(context, [.. changes.Values.Select(change => change.Time), .. upstreamChanges.Values.Select(change => change.Time)], cancellationToken),
            Seen = await SeenAsync(context, tenantId, hosts, cancellationToken),
            OwnLinks = ownLinks,
            FailedNames = await FailedNamesAsync(context, ownLinks, now, cancellationToken),
            KnownFrom = await KnownFromAsync(context, now, cancellationToken),
            Lost = await context.RecordGaps.AsNoTracking()
                .Where(gap => gap.To >= now.AddDays(-1) && gap.Allowed + gap.Denied + gap.Audited + gap.Probes > gap.Sampled)
                .OrderByDescending(gap => gap.To).FirstOrDefaultAsync(cancellationToken),
            TenantSight = sight,
        };
    }

    private static Task<List<Resource>> HostsAsync(PortalDbContext context, Guid tenantId, CancellationToken cancellationToken) =>
        context.Resources.AsNoTracking()
            .Where(resource => resource.TenantId == tenantId)
            .Include(resource => resource.Upstream)
            .Include(resource => resource.Aliases)
            .Include(resource => resource.AllowedLinks).ThenInclude(link => link.PrivateEndpoint).ThenInclude(endpoint => endpoint.Service)
            .OrderBy(resource => resource.Suffix).ThenBy(resource => resource.Host)
            .Take(MostHosts)
            .AsSplitQuery() // in a single query, SQLite would first join the links of all resources
            .ToListAsync(cancellationToken);

    private static Task<List<PrivateEndpoint>> WaitingAsync(PortalDbContext context, Guid tenantId, CancellationToken cancellationToken) =>
        context.PrivateEndpoints.AsNoTracking().Include(endpoint => endpoint.Service)
            .Where(endpoint => endpoint.TenantId == tenantId && (endpoint.State == PrivateEndpointState.Conflict
                || endpoint.State == PrivateEndpointState.Draft || endpoint.State == PrivateEndpointState.AwaitingTraffic))
            .OrderBy(endpoint => endpoint.CreatedAt)
            .Take(MostWaiting)
            .ToListAsync(cancellationToken);

    /// <summary>
    /// Reads all sums of listed links and of the internet, and the newest sums of other links. The index of a tenant's sums covers every column of
    /// this query.
    /// </summary>
    private static async Task<(ILookup<Guid, TrafficSum> Sums, bool AreCut)> SumsAsync(
        PortalDbContext context, Guid tenantId, IReadOnlyList<Resource> hosts, DateTime now, CancellationToken cancellationToken)
    {
        var from = now - LooksBack;
        var listed = ListedBy(hosts);
        var rollUps = context.HourlyRollUps.AsNoTracking()
            .Where(rollUp => rollUp.TenantId == tenantId && rollUp.Hour >= from && rollUp.ResourceId != null && rollUp.LinkId != HourlyRollUp.OtherLinks);
        var known = await Summed(rollUps.Where(rollUp => rollUp.LinkId == null || listed.Contains(rollUp.LinkId))).ToListAsync(cancellationToken);
        var others = await Summed(rollUps.Where(rollUp => rollUp.LinkId != null && !listed.Contains(rollUp.LinkId)))
            .OrderByDescending(sum => sum.Last).Take(MostUnlisted).ToListAsync(cancellationToken);
        var sums = known.Concat(others).ToLookup(
            sum => sum.ResourceId, sum => new TrafficSum(sum.Cloud, sum.LinkId, sum.Verdict, sum.Reason) { LastOther = sum.LastOther, LastFailed = sum.LastFailed });
        return (sums, others.Count == MostUnlisted);
    }

    /// <summary>
    /// A link that was only typed may belong to another tenant. So this returns only links that brought connections for this tenant's hosts.
    /// </summary>
    private static async Task<IReadOnlySet<Way>> SeenAsync(PortalDbContext context, Guid tenantId, IReadOnlyList<Resource> hosts, CancellationToken cancellationToken)
    {
        var listed = ListedBy(hosts);
        var seen = await EndpointTraffic.SinceSetUp(context).Where(seen => seen.Endpoint.TenantId == tenantId && listed.Contains(seen.Endpoint.LinkId))
            .Select(seen => new { seen.Endpoint.Cloud, seen.Endpoint.LinkId }).Distinct().ToListAsync(cancellationToken);
        return seen.Select(link => new Way(link.Cloud, link.LinkId)).ToHashSet();
    }

    private static async Task<IReadOnlyList<OwnLink>> OwnLinksAsync(PortalDbContext context, Guid tenantId, CancellationToken cancellationToken)
    {
        var endpoints = await context.PrivateEndpoints.AsNoTracking().Include(endpoint => endpoint.Service)
            .Where(endpoint => endpoint.TenantId == tenantId && endpoint.LinkId != null && endpoint.State != PrivateEndpointState.Retired)
            .OrderByDescending(endpoint => endpoint.CreatedAt).Take(MostOwnLinks).ToListAsync(cancellationToken);
        return
        [
            .. endpoints.Select(endpoint => new OwnLink(
                endpoint.Id, EndpointTitle.Of(endpoint, endpoint.Service!, []), endpoint.Cloud, endpoint.LinkId!, endpoint.Service!.Name, OwnedSince(endpoint))),
        ];
    }

    /// <summary>Typing a link ID proves nothing, and a link in dispute may be another tenant's.</summary>
    private static DateTime? OwnedSince(PrivateEndpoint endpoint) => endpoint switch
    {
        { State: PrivateEndpointState.Conflict or PrivateEndpointState.Expired } => null,
        { Claim: ClaimLevel.Proven, ClaimedAt: { } proven } => proven,
        { State: PrivateEndpointState.Verified, VerifiedAt: { } verified } => verified,
        _ => null,
    };

    /// <summary>Connections without a host belong to no tenant, so the filter by tenant would hide them. The index on tenant and hour holds these columns.</summary>
    private static async Task<IReadOnlyList<FailedNameSum>> FailedNamesAsync(
        PortalDbContext context, IReadOnlyList<OwnLink> links, DateTime now, CancellationToken cancellationToken)
    {
        if (links.Count == 0) return [];
        var (from, texts) = (now - NamesLookBack, links.Select(link => link.LinkId).Distinct().ToArray());
        var sums = await context.HourlyRollUps.IgnoreQueryFilters([PortalDbContext.TenantFilter]).AsNoTracking()
            .Where(rollUp => rollUp.TenantId == null && rollUp.Hour >= from && rollUp.Cloud != null && texts.Contains(rollUp.LinkId)
                && FailedNames.Reasons.Contains(rollUp.Reason))
            .OrderByDescending(rollUp => rollUp.Hour).Take(MostNameSums)
            .Select(rollUp => new { rollUp.Cloud, rollUp.LinkId, rollUp.Listener, rollUp.Reason, rollUp.Hour, rollUp.Connections })
            .ToListAsync(cancellationToken);
        return sums.ConvertAll(sum => new FailedNameSum(sum.Cloud!.Value, sum.LinkId!, sum.Listener, sum.Reason, sum.Hour, sum.Connections));
    }

    private static string[] ListedBy(IReadOnlyList<Resource> hosts) =>
        [.. hosts.SelectMany(host => host.AllowedLinks).Select(link => link.PrivateEndpoint.LinkId).OfType<string>().Distinct()];

    private static IQueryable<SumRow> Summed(IQueryable<HourlyRollUp> rollUps) =>
        rollUps.GroupBy(rollUp => new { rollUp.ResourceId, rollUp.Cloud, rollUp.LinkId, rollUp.Verdict, rollUp.Reason })
            .Select(group => new SumRow
            {
                ResourceId = group.Key.ResourceId!.Value,
                Cloud = group.Key.Cloud,
                LinkId = group.Key.LinkId,
                Verdict = group.Key.Verdict,
                Reason = group.Key.Reason,
                Last = group.Max(rollUp => rollUp.Hour),
                LastOther = group.Max(rollUp => rollUp.Connections > rollUp.Failed ? (DateTime?)rollUp.Hour : null),
                LastFailed = group.Max(rollUp => rollUp.Failed > 0 ? (DateTime?)rollUp.Hour : null),
            });

    private static async Task<IReadOnlyDictionary<Guid, PublicShare>> SharesAsync(PortalDbContext context, Guid tenantId, DateTime now, CancellationToken cancellationToken)
    {
        var from = now.AddDays(-1);
        var sums = await context.HourlyRollUps.AsNoTracking()
            .Where(rollUp => rollUp.TenantId == tenantId && rollUp.Hour >= from && rollUp.ResourceId != null && Asked.Contains(rollUp.Reason))
            .GroupBy(rollUp => new { rollUp.ResourceId, rollUp.Verdict })
            .Select(group => new
            {
                group.Key.ResourceId,
                group.Key.Verdict,
                Public = group.Sum(rollUp => rollUp.LinkId == null && rollUp.Reason != Reason.LinkMalformed && rollUp.Reason != Reason.LinkAmbiguous ? rollUp.Connections : 0),
                All = group.Sum(rollUp => rollUp.Connections),
            })
            .ToListAsync(cancellationToken);
        return sums.GroupBy(sum => sum.ResourceId!.Value).ToDictionary(
            host => host.Key,
            host => new PublicShare(host.Sum(sum => sum.Public), host.Where(sum => sum.Verdict == Verdict.Denied).Sum(sum => sum.Public), host.Sum(sum => sum.All)));
    }

    private static async Task<IReadOnlyList<ConnectionEntry>> NewestAsync(PortalDbContext context, Guid tenantId, CancellationToken cancellationToken)
    {
        var records = await context.ConnectionRecords.AsNoTracking().Where(record => record.TenantId == tenantId)
            .OrderByDescending(record => record.Id).Take(MostNewest).ToListAsync(cancellationToken);
        return [.. records.Select(StoredConnections.Entry)];
    }

    /// <summary>The newest change of each target, by the index on the target of an entry. Includes the facts only where they are short.</summary>
    private static async Task<IReadOnlyDictionary<Guid, KnownChange>> ChangesAsync(PortalDbContext context, Guid tenantId, IReadOnlyList<Resource> hosts, CancellationToken cancellationToken)
    {
        Guid?[] targets = [tenantId, .. hosts.Select(host => (Guid?)host.Id), .. hosts.SelectMany(host => host.AllowedLinks).Select(link => (Guid?)link.PrivateEndpointId).Distinct()];
        var newest = await context.AuditEntries
            .Where(entry => targets.Contains(entry.TargetId) && entry.Result == AuditResult.Done && Changing.Contains(entry.Action))
            .GroupBy(entry => entry.TargetId)
            .Select(group => group.Max(entry => entry.Sequence))
            .ToListAsync(cancellationToken);
        var entries = await context.AuditEntries.Where(entry => newest.Contains(entry.Sequence))
            .Select(entry => new
            {
                entry.Sequence,
                entry.TargetId,
                entry.TargetName,
                entry.Action,
                entry.Time,
                entry.Actor,
                Before = (entry.Before ?? "").Length + (entry.After ?? "").Length <= ChangeWords.LongestFacts ? entry.Before : null,
                After = (entry.Before ?? "").Length + (entry.After ?? "").Length <= ChangeWords.LongestFacts ? entry.After : null,
            })
            .ToListAsync(cancellationToken);
        return entries.ToDictionary(entry => entry.TargetId!.Value, entry => new KnownChange(
            entry.Sequence, entry.TargetId!.Value, entry.TargetName, entry.Action, entry.Time, entry.Actor, entry.Before, entry.After));
    }

    /// <summary>
    /// A revision and its audit entries are saved together and have the same time. Changes older than the newest thousand revisions get no number
    /// here.
    /// </summary>
    private static async Task<IReadOnlyDictionary<DateTime, long>> RevisionsAsync(PortalDbContext context, IReadOnlyCollection<DateTime> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0) return new Dictionary<DateTime, long>();
        var oldest = changes.Min();
        var revisions = await context.PolicyRevisions.AsNoTracking().OrderByDescending(revision => revision.Number).Take(MostRevisions)
            .Where(revision => revision.CreatedAt >= oldest).Select(revision => new { revision.Number, revision.CreatedAt }).ToListAsync(cancellationToken);
        return revisions.GroupBy(revision => Millisecond(revision.CreatedAt)).ToDictionary(same => same.Key, same => same.Min(revision => revision.Number));
    }

    internal static DateTime Millisecond(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);

    /// <summary>The portal deletes old sums by age, and has no counts from before its own log began.</summary>
    private async Task<DateTime> KnownFromAsync(PortalDbContext context, DateTime now, CancellationToken cancellationToken)
    {
        var begun = await context.AuditEntries.IgnoreQueryFilters([PortalDbContext.TenantFilter])
            .OrderBy(entry => entry.Sequence).Select(entry => (DateTime?)entry.Time).FirstOrDefaultAsync(cancellationToken) ?? now;
        var kept = now - TimeSpan.FromDays(Math.Min(LooksBack.TotalDays, options.Value.KeepRollUpDays));
        return begun > kept ? begun : kept;
    }

    private sealed class SumRow
    {
        public required Guid ResourceId { get; init; }

        public required CloudProvider? Cloud { get; init; }

        public required string? LinkId { get; init; }

        public required Verdict Verdict { get; init; }

        public required Reason Reason { get; init; }

        public required DateTime Last { get; init; }

        public required DateTime? LastOther { get; init; }

        public required DateTime? LastFailed { get; init; }
    }
}
