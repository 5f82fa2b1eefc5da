using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Health;

namespace PrivateLink.Portal.Marks;

/// <summary>
/// Reads the marks of a span of time: policy changes, upstream changes, starts and stops, and gaps in the records. Returns at most
/// <see cref="Most"/> of each kind, the newest, because a chart has no room for more. A tenant reads only what concerns its hosts, without the
/// company's names.
/// </summary>
public sealed class TimeMarks(IDbContextFactory<PortalDbContext> contexts, ServiceMoments moments, TimeProvider time)
{
    /// <summary>The most marks of each kind.</summary>
    public const int Most = 200;

    /// <summary>How far back the marks of a live page go.</summary>
    public static readonly TimeSpan RecentSpan = TimeSpan.FromHours(24);

    private const int MostAudiences = 1_000;

    /// <summary>
    /// For entries with longer facts, a mark shows the action without details. Every open chart of a tenant reads up to <see cref="Most"/> entries.
    /// </summary>
    private const int LongestFacts = 4_000;

    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(5);
    private static readonly string[] OfPolicy = [.. AuditAction.All.Where(action => action.Kind == "resource").Select(action => action.Code),
        AuditAction.PrivateEndpointSwitched.Code, AuditAction.PrivateEndpointReleased.Code, AuditAction.PrivateEndpointRetired.Code, AuditAction.PrivateEndpointLinked.Code,
        AuditAction.PrivateEndpointAssigned.Code, AuditAction.TenantSuspended.Code, AuditAction.TenantResumed.Code];

    private readonly SharedReadings<(Guid? Tenant, CompanyRole? Role), IReadOnlyList<TimeMark>> _recent = new(time, FreshFor, MostAudiences);

    /// <summary>The marks of a span, newest first.</summary>
    /// <param name="caller">The reader.</param>
    /// <param name="from">The earliest time; null for no limit.</param>
    /// <param name="to">The latest time; null for no limit.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    [Requires(Permission.ViewConnections)]
    public async Task<IReadOnlyList<TimeMark>> ReadAsync(Caller caller, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        var (first, last) = ((from ?? DateTimeOffset.MinValue).UtcDateTime, (to ?? DateTimeOffset.MaxValue).UtcDateTime);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var policy = caller.May(Permission.ViewPolicyRevisions)
            ? await RevisionsAsync(context, first, last, cancellationToken)
            : await OwnChangesAsync(context, caller, first, last, cancellationToken);
        var gaps = await context.RecordGaps.AsNoTracking().Where(gap => gap.To >= first && gap.To <= last).OrderByDescending(gap => gap.To).Take(Most).ToListAsync(cancellationToken);
        var stored = await context.ServiceMoments.AsNoTracking().Where(moment => moment.Time >= first && moment.Time <= last)
            .OrderByDescending(moment => moment.Time).Take(Most).ToListAsync(cancellationToken);
        var inMemory = moments.Recent.Where(moment => moment.Time >= first && moment.Time <= last);
        var own = caller.IsCompany ? null : await UpstreamsOfAsync(context, caller, cancellationToken);
        return Ordered(
            [.. policy, .. gaps.Select(gap => MarkOf(caller, gap)), .. stored.Concat(inMemory).DistinctBy(moment => moment.Id).Select(moment => MarkOf(caller, moment, own)).OfType<TimeMark>()]);
    }

    /// <summary>
    /// The marks of the last day, newest first, for live pages. Reads the database once in five seconds for all viewers. While the database is away,
    /// returns the last result and what this process has seen since.
    /// </summary>
    [Requires(Permission.ViewConnections)]
    public async Task<IReadOnlyList<TimeMark>> RecentAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        return await _recent.ReadAsync((caller.TenantId, caller.CompanyRole), ReadOrKeepAsync, cancellationToken) ?? [];

        async Task<IReadOnlyList<TimeMark>?> ReadOrKeepAsync(IReadOnlyList<TimeMark>? before) => await TryReadAsync(caller, CancellationToken.None) ?? WithoutDatabase(caller, before ?? []);
    }

    private async Task<IReadOnlyList<TimeMark>?> TryReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            return await ReadAsync(caller, now - RecentSpan, now, cancellationToken);
        }
        catch (Exception exception) when (DatabaseHealth.IsOutage(exception))
        {
            return null;
        }
    }

    /// <summary>Without the database, the tenant's own upstreams are unknown, so a tenant sees no upstream marks.</summary>
    private IReadOnlyList<TimeMark> WithoutDatabase(Caller caller, IReadOnlyList<TimeMark> known) =>
        Ordered([.. known, .. moments.Recent.Select(moment => MarkOf(caller, moment, own: caller.IsCompany ? null : [])).OfType<TimeMark>()]);

    private static IReadOnlyList<TimeMark> Ordered(IEnumerable<TimeMark> marks) => [.. marks.DistinctBy(mark => mark.Key).OrderByDescending(mark => mark.Time)];

    private static async Task<IReadOnlyList<TimeMark>> RevisionsAsync(PortalDbContext context, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var revisions = await context.PolicyRevisions.AsNoTracking().Where(revision => revision.CreatedAt >= from && revision.CreatedAt <= to)
            .OrderByDescending(revision => revision.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        return
        [
            .. revisions.Select(revision => new TimeMark(
                Text($"revision-{revision.Number}"), Utc(revision.CreatedAt), TimeMarkKind.Policy, IsBad: false,
                Text($"Policy revision {revision.Number} by {revision.By}: {revision.Summary}"), Text($"policy/{revision.Number}"))),
        ];
    }

    /// <summary>Changes of a tenant's own hosts and endpoints, by any person.</summary>
    private static async Task<IReadOnlyList<TimeMark>> OwnChangesAsync(PortalDbContext context, Caller caller, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        if (!caller.May(Permission.ViewActivity)) return [];
        var own = context.AuditEntries.AsNoTracking().VisibleTo(caller);

        // Entries are in order but have no index by time. The newest entry before the span ends the search, so a short span does not read a long log.
        var before = from == DateTime.MinValue
            ? 0
            : await own.Where(entry => entry.Time < from).OrderByDescending(entry => entry.Sequence).Select(entry => entry.Sequence).FirstOrDefaultAsync(cancellationToken);
        var entries = await own
            .Where(entry => entry.Sequence > before && entry.Time >= from && entry.Time <= to && entry.Result == AuditResult.Done && OfPolicy.Contains(entry.Action))
            .OrderByDescending(entry => entry.Sequence).Take(Most)
            .Select(entry => new
            {
                entry.Sequence,
                entry.Time,
                entry.Actor,
                entry.Action,
                entry.TargetName,
                Before = (entry.Before ?? "").Length + (entry.After ?? "").Length <= LongestFacts ? entry.Before : null,
                After = (entry.Before ?? "").Length + (entry.After ?? "").Length <= LongestFacts ? entry.After : null,
            }).ToListAsync(cancellationToken);
        return
        [
            .. entries.Select(entry => new TimeMark(
                Text($"change-{entry.Sequence}"), Utc(entry.Time), TimeMarkKind.Policy, IsBad: false,
                $"{AuditAction.WordsOf(entry.Action)} by {entry.Actor}: {entry.TargetName}"
                    + (ChangeWords.Details(entry.Action, entry.Before, entry.After) is { } details ? $", {details}" : ""), Text($"activity/{entry.Sequence}"))),
        ];
    }

    private static async Task<HashSet<Guid>> UpstreamsOfAsync(PortalDbContext context, Caller caller, CancellationToken cancellationToken) =>
        [.. await context.Resources.AsNoTracking().VisibleTo(caller).Select(resource => resource.UpstreamId).Distinct().ToListAsync(cancellationToken)];

    private static TimeMark MarkOf(Caller caller, RecordGap gap)
    {
        var words = caller.IsCompany
            ? Text($"{gap.Total:N0} connections since {gap.From:HH:mm:ss} UTC have no row of their own: {gap.Sampled:N0} sampled out, {gap.Lost:N0} lost")
            : "Some connections before this have no row of their own; the totals include them";
        return new($"gap-{gap.Id}", Utc(gap.To), TimeMarkKind.Gap, gap.Lost > 0, words, Around(gap.From, gap.To));
    }

    /// <param name="own">The upstreams behind a tenant's hosts; null for the company.</param>
    private static TimeMark? MarkOf(Caller caller, ServiceMoment moment, HashSet<Guid>? own)
    {
        if (moment.UpstreamId is { } upstream)
        {
            if (own?.Contains(upstream) == false || (own is null && !caller.May(Permission.ViewUpstreams))) return null;
            return new(
                $"moment-{moment.Id}", Utc(moment.Time), TimeMarkKind.Upstream, moment.Kind != ServiceMomentKind.UpstreamUp,
                MomentWords.OfUpstream(moment, caller.IsCompany), caller.IsCompany ? $"upstreams/{upstream}" : Around(moment.Time, moment.Time));
        }

        // Nothing happened to the connections, so it is the company's matter alone.
        if (moment.Kind == ServiceMomentKind.TakeOverFailed && !caller.IsCompany) return null;
        return new(
            $"moment-{moment.Id}", Utc(moment.Time), TimeMarkKind.Service,
            moment.Kind is ServiceMomentKind.TakeOverFailed or ServiceMomentKind.Stopped or ServiceMomentKind.Lost or ServiceMomentKind.ListenersClosed or ServiceMomentKind.EngineImpaired,
            MomentWords.OfService(moment, caller.IsCompany), Around(moment.Time, moment.Time));
    }

    /// <summary>The address of the history from five minutes before to five minutes after.</summary>
    private static string Around(DateTime from, DateTime to) => Text($"history?range=custom&from={from.AddMinutes(-5):yyyy-MM-dd'T'HH:mm}&to={to.AddMinutes(5):yyyy-MM-dd'T'HH:mm}");

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
