using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Empties;

/// <summary>
/// Explains why a list is empty, and what to do next. Each query has a limit. It reads the newest rows of the span by key, and the newest row of a
/// few links by index. The policy is in memory.
/// </summary>
public sealed class EmptyResults(
    IDbContextFactory<PortalDbContext> contexts, LinkSights sights, TenantNames tenants, LiveConnections live, PeerWatch peers, IPolicySource policies, IOptions<EngineOptions> engine,
    IOptions<RecordsOptions> options, TimeProvider time)
{
    /// <summary>The most rows to examine for each condition.</summary>
    internal const int MostSearched = 20_000;

    /// <summary>The highest number that is counted exactly.</summary>
    internal const int MostCounted = 1_000;

    /// <summary>How many stored connections to search for a source.</summary>
    internal int Most { get; init; } = MostSearched;

    private const int MostConditions = 6;
    private const int MostLinks = 5;

    /// <summary>Why a page of the history is empty.</summary>
    [Requires(Permission.ViewConnections)]
    public async Task<EmptyAnswer> InHistoryAsync(Caller caller, HistoryQuery query, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        if (Forbidden(caller, query.Filter) is { Count: > 0 } forbidden) return new(EmptyKind.NotAllowed) { Forbidden = forbidden };
        var sight = await sights.OfAsync(caller, cancellationToken);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var visible = context.ConnectionRecords.AsNoTracking().VisibleTo(caller);
        var oldest = await visible.OrderBy(record => record.Id).Select(record => (DateTime?)record.Time).FirstOrDefaultAsync(cancellationToken);
        if (oldest is null) return new(EmptyKind.NothingYet);
        var newest = await visible.OrderByDescending(record => record.Id).Select(record => (DateTime?)record.Time).FirstOrDefaultAsync(cancellationToken);
        var inSpan = visible.Where(record => record.Id >= query.Lowest && record.Id < query.Highest).OrderByDescending(record => record.Id).Take(MostSearched);
        var answer = new EmptyAnswer(EmptyKind.NothingForFilter) { OldestStored = oldest, NewestStored = newest, Gap = await GapAsync(context, query, cancellationToken) };
        answer = await NamesAsync(caller, query.Filter, answer, cancellationToken);
        answer = answer with { LastSign = await SignAsync(visible, caller, sight, query.Filter, cancellationToken) };
        answer = await SourceAsync(visible, caller, sight, query.Filter, answer, cancellationToken);
        if (!await inSpan.AnyAsync(cancellationToken))
        {
            var kept = Later(oldest.Value, time.GetUtcNow().UtcDateTime.AddDays(-options.Value.KeepDays));
            return answer with { Kind = EmptyKind.NothingInSpan, IsOlderThanKept = query.To is { } to && to.UtcDateTime <= kept };
        }

        var excluded = new List<EmptyExclusion>();
        foreach (var (condition, without) in Without(query.Filter))
        {
            var rows = inSpan.Where(without.ToExpression(sight));
            if (await rows.Take(MostCounted + 1).CountAsync(cancellationToken) is > 0 and var count) excluded.Add(Exclusion(condition, without, count));
        }

        return answer with { Excluded = excluded };
    }

    /// <summary>Why the live list is empty.</summary>
    [Requires(Permission.ViewConnections)]
    public async Task<EmptyAnswer> InMemoryAsync(Caller caller, ConnectionFilter filter, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        if (Forbidden(caller, filter) is { Count: > 0 } forbidden) return new(EmptyKind.NotAllowed) { Forbidden = forbidden };
        if (live.Snapshot(caller, filter, take: 1) is [var newest])
            return new(EmptyKind.NothingInSpan) { NewestStored = newest.Time.UtcDateTime };
        if (live.Snapshot(caller, filter: null, take: 1).Count == 0) return await WithNamesAsync(caller, filter, new(EmptyKind.NothingYet), cancellationToken);
        var excluded = new List<EmptyExclusion>();
        foreach (var (condition, without) in Without(filter))
            if (live.Snapshot(caller, without, MostCounted + 1).Count is > 0 and var count) excluded.Add(Exclusion(condition, without, count));
        return await WithNamesAsync(caller, filter, new(EmptyKind.NothingForFilter) { Excluded = excluded }, cancellationToken);
    }

    /// <summary>Why a list of open connections is empty.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="open">All open connections that the caller may see.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    [Requires(Permission.ViewConnections)]
    public async Task<EmptyAnswer> AmongAsync(Caller caller, ConnectionFilter filter, IReadOnlyList<ConnectionView> open, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        if (Forbidden(caller, filter) is { Count: > 0 } forbidden) return new(EmptyKind.NotAllowed) { Forbidden = forbidden };
        if (open.Count == 0) return await WithNamesAsync(caller, filter, new(EmptyKind.NothingYet), cancellationToken);
        var excluded = new List<EmptyExclusion>();
        foreach (var (condition, without) in Without(filter))
            if (open.Where(without.ToPredicate()).Take(MostCounted + 1).Count() is > 0 and var count) excluded.Add(Exclusion(condition, without, count));
        return await WithNamesAsync(caller, filter, new(EmptyKind.NothingForFilter) { Excluded = excluded }, cancellationToken);
    }

    /// <summary>Adds unknown names. The live view also works without a database, and then knows fewer names.</summary>
    private async Task<EmptyAnswer> WithNamesAsync(Caller caller, ConnectionFilter filter, EmptyAnswer answer, CancellationToken cancellationToken)
    {
        try
        {
            answer = await NamesAsync(caller, filter, answer, cancellationToken);
            await using var context = await contexts.OpenAsync(caller, cancellationToken);
            var visible = context.ConnectionRecords.AsNoTracking().VisibleTo(caller);
            var sight = await sights.OfAsync(caller, cancellationToken);
            answer = answer with { LastSign = await SignAsync(visible, caller, sight, filter, cancellationToken) };
            return await SourceAsync(visible, caller, sight, filter, answer, cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return answer;
        }
    }

    private async Task<EmptyAnswer> NamesAsync(Caller caller, ConnectionFilter filter, EmptyAnswer answer, CancellationToken cancellationToken)
    {
        if (filter.IsEverything) return answer;
        var (policy, names) = (policies.Current, await tenants.ReadAsync(caller, cancellationToken));

        // A million links take long, and would block the circuit.
        return await Task.Run(() => answer with
        {
            Unknown = EmptyNames.Of(caller, filter, policy, names, EmptyNames.MostSearched, cancellationToken),
            Links = EmptyNames.NamedLinks(filter),
            NeverReachedFrom = EmptyNames.CloudsOf(caller, filter, policy),
            LastProbes = EmptySources.ProbesOf(caller, EmptyNames.CloudsOf(caller, filter, policy), engine.Value, peers),
        }, cancellationToken);
    }

    /// <summary>The newest activity from the source in the filter, of any kind, from memory or the database.</summary>
    private async Task<EmptyAnswer> SourceAsync(
        IQueryable<ConnectionRecord> visible, Caller caller, LinkSight sight, ConnectionFilter filter, EmptyAnswer answer, CancellationToken cancellationToken)
    {
        if (EmptySources.Of(filter) is not { } source) return answer;
        var last = (live.Snapshot(caller, source, take: 1) is [var newest] ? EmptySources.Live(newest, source) : null)
            ?? await EmptySources.StoredAsync(visible, sight, source, Most, cancellationToken);
        if (last is not null) return answer with { LastFromSource = last };
        return answer with { SilentSource = EmptySources.NameOf(source), SilentAmong = await EmptySources.AreMoreAsync(visible, Most, cancellationToken) ? Most : null };
    }

    /// <summary>
    /// The newest activity of each link in the filter, from memory or the database. Without such links, uses the links that the filter's hosts list.
    /// A probe shows that the endpoint reaches us. If the filter names a link, other links of the host do not count.
    /// </summary>
    private async Task<EmptySign?> SignAsync(IQueryable<ConnectionRecord> visible, Caller caller, LinkSight sight, ConnectionFilter filter, CancellationToken cancellationToken)
    {
        var links = EmptyNames.NamedLinks(filter) is { Count: > 0 } named ? named : EmptyNames.LinksOf(caller, filter, policies.Current).Select(link => link.ToString());
        EmptySign? last = null;
        foreach (var link in links.Distinct(StringComparer.Ordinal).Take(MostLinks))
        {
            var newest = live.Snapshot(caller, ConnectionFilter.Of(FilterField.Link, link), take: 1) is [var inMemory]
                ? new(link, inMemory.Time.UtcDateTime, ReasonTable.Describe(inMemory.Reason), inMemory.Host)
                : await StoredAsync(link);
            if (newest is not null && (last is null || newest.Time > last.Time)) last = newest;
        }

        return last;

        async Task<EmptySign?> StoredAsync(string link) =>
            await visible.Where(sight.Askable()).Where(record => record.LinkId == link).OrderByDescending(record => record.Id)
                .Select(record => new { record.Time, record.Reason, record.Host }).FirstOrDefaultAsync(cancellationToken) is { } newest
                ? new(link, newest.Time, ReasonTable.Describe(newest.Reason), newest.Host)
                : null;
    }

    private static async Task<(DateTime From, DateTime To)?> GapAsync(PortalDbContext context, HistoryQuery query, CancellationToken cancellationToken)
    {
        var (from, to) = (query.From?.UtcDateTime ?? DateTime.MinValue, query.To?.UtcDateTime ?? DateTime.MaxValue);
        var gap = await context.RecordGaps.AsNoTracking().Where(gap => gap.To >= from && gap.From <= to).OrderByDescending(gap => gap.To)
            .Select(gap => new { gap.From, gap.To }).FirstOrDefaultAsync(cancellationToken);
        return gap is null ? null : (gap.From, gap.To);
    }

    private static IReadOnlyList<FilterField> Forbidden(Caller caller, ConnectionFilter filter) => caller.IsCompany ? [] :
        [.. filter.Conditions.Where(condition => condition is { IsOff: false, IsNegated: false } && condition.Field.IsCompanys).Select(condition => condition.Field).Distinct()];

    private static IEnumerable<(FilterCondition Condition, ConnectionFilter Without)> Without(ConnectionFilter filter) =>
        filter.Conditions.Where(condition => !condition.IsOff).Take(MostConditions).Select(condition => (condition, filter.Without(condition)));

    private static EmptyExclusion Exclusion(FilterCondition condition, ConnectionFilter without, int count) =>
        new(condition, without, Math.Min(count, MostCounted), count > MostCounted);

    private static DateTime Later(DateTime left, DateTime right) => left > right ? left : right;
}
