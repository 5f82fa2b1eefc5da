using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Grouping;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// The newest connections of this process, in memory: 50,000 for the company and 500 for each tenant. So a busy tenant does not displace the
/// connections of a quiet one. Both also have a limit in bytes. <see cref="DecisionPump"/> writes it; any number of views read it. Thread-safe.
/// </summary>
public sealed class LiveConnections(LinkSights sights, TimeProvider time, DecisionChannel channel, ILogger<LiveConnections> logger)
{
    public const int Capacity = 50_000;
    public const long ByteCapacity = 64 * 1024 * 1024;
    public const int TenantCapacity = 500;

    /// <summary>The limit for all tenants together. Above it, the tenant with the most bytes loses its oldest entries.</summary>
    public const long TenantsByteCapacity = 128 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly ConnectionFeed _company = new(Capacity, ByteCapacity);
    private readonly Dictionary<Guid, ConnectionFeed> _tenants = [];
    private readonly GroupsInUse _groups = new(time);
    private readonly LiveSubscriptions _subscriptions = new(time, logger);
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private long _tenantsBytes;
    private long _sequence;

    /// <summary>
    /// Calls <paramref name="changed"/> when there is something new, at most four times a second, on any thread. It is only a signal: the view then
    /// reads what it shows. Dispose the result to stop.
    /// </summary>
    public IDisposable Subscribe(Action changed) => _subscriptions.Add(changed);

    /// <summary>The newest connections that the caller may see and the filter matches, newest first.</summary>
    [Requires(Permission.ViewConnections)]
    public IReadOnlyList<ConnectionView> Snapshot(Caller caller, ConnectionFilter? filter, int take)
    {
        caller.Demand(Permission.ViewConnections);
        return Newest(caller, (filter ?? ConnectionFilter.Everything).ToPredicate(), take);
    }

    /// <summary>The caller's newest connections in full, for services that search them and do not return them.</summary>
    internal IReadOnlyList<ConnectionEntry> Entries(Caller caller, Func<ConnectionEntry, bool> matches, int take)
    {
        caller.Demand(Permission.ViewConnections);
        lock (_lock) return [.. FeedOf(caller).NewestFirst().Where(matches).Take(take)];
    }

    /// <summary>
    /// The newest connections of all tenants after an entry, newest first, and the last sequence examined. For a service that sums them.
    /// </summary>
    internal (IReadOnlyList<ConnectionEntry> Entries, long Head) EntriesSince(Func<ConnectionEntry, bool> matches, long after, int take)
    {
        lock (_lock) return ([.. _company.NewestFirst().TakeWhile(entry => entry.Sequence > after).Where(matches).Take(take)], _sequence);
    }

    /// <summary>Finds out which unknown links among the newest connections no tenant has: their last characters may be shown.</summary>
    /// <returns>Whether more can be shown now.</returns>
    [Requires(Permission.ViewConnections)]
    public Task<bool> LearnAsync(Caller caller, int newest, CancellationToken cancellationToken = default)
    {
        var sight = sights.Known(caller);
        return sight.SeesEverything ? Task.FromResult(false) : sights.LearnAsync(sight, Entries(caller, static _ => true, newest), cancellationToken);
    }

    /// <summary>The newest connections that a view requests, newest first.</summary>
    internal IReadOnlyList<ConnectionView> Newest(Caller caller, Func<ConnectionView, bool> matches, int take)
    {
        caller.Demand(Permission.ViewConnections);
        var sight = sights.Known(caller);
        lock (_lock) return [.. FeedOf(caller).NewestFirst().Select(sight.Show).Where(matches).Take(take)];
    }

    /// <summary>What is new since a view last read. A view that remembers its position pays only for what is new.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="question">The query of the view.</param>
    /// <param name="after">The position up to which the view has read.</param>
    /// <param name="take">The most connections to return.</param>
    internal LiveNews Since(Caller caller, LiveQuestion question, LivePosition after, int take)
    {
        caller.Demand(Permission.ViewConnections);
        var sight = sights.Known(caller);
        var now = time.GetUtcNow();
        lock (_lock) return new LiveReading(FeedOf(caller), sight, question, after, now).Read(take, _sequence);
    }

    /// <summary>The counts of everything that a view's filter matches.</summary>
    internal LiveTotals Totals(LiveTally tally) => tally.At(time.GetUtcNow());

    /// <summary>
    /// Counts the connections after an entry, and returns the last sequence examined. If there are very many, it counts only the newest, because the
    /// text would just say "many".
    /// </summary>
    internal (SpokenTally Tally, long Head) TallySince(Caller caller, Func<ConnectionView, bool> matches, long after, int most)
    {
        caller.Demand(Permission.ViewConnections);
        var sight = sights.Known(caller);
        lock (_lock)
        {
            var seen = FeedOf(caller).NewestFirst().TakeWhile(entry => entry.Sequence > after).Take(most + 1).Select(sight.Show).ToList();
            return (SpokenTally.Of(seen.Take(most).Where(matches).Select(view => (view.Outcome, view.Description.Title)), isAtLeast: seen.Count > most), _sequence);
        }
    }

    /// <summary>The current state of the same entries, because some have ended since. Entries that are no longer kept stay unchanged.</summary>
    internal ConnectionView[] Renew(Caller caller, IReadOnlyList<ConnectionView> entries)
    {
        caller.Demand(Permission.ViewConnections);
        var sight = sights.Known(caller);
        var renewed = new ConnectionView[entries.Count];
        lock (_lock)
        {
            var feed = FeedOf(caller);
            for (var index = 0; index < renewed.Length; index++)
                renewed[index] = sight.Show(feed.TryFind(entries[index].Id, out var now) ? now : entries[index].Entry);
        }

        return renewed;
    }

    /// <summary>One connection by the ID of its decision, while it is kept.</summary>
    [Requires(Permission.ViewConnections)]
    public ConnectionView? Find(Caller caller, long id)
    {
        caller.Demand(Permission.ViewConnections);
        var sight = sights.Known(caller);
        lock (_lock) return FeedOf(caller).TryFind(id, out var entry) ? sight.Show(entry) : null;
    }

    /// <summary>The counters of all traffic that the caller may see.</summary>
    [Requires(Permission.ViewConnections)]
    public LiveCounters Counters(Caller caller)
    {
        caller.Demand(Permission.ViewConnections);
        SecondTotals[] history;
        long total;
        lock (_lock)
        {
            var counter = FeedOf(caller).Counter;
            history = counter.History(time.GetUtcNow());
            total = counter.Total;
        }

        return new(history, OutcomeCounter.RateOf(history), total, caller.IsCompany ? channel.Dropped : null);
    }

    /// <summary>
    /// The recent connections that the caller may see and the filter matches, by shared properties. The first request counts what is in memory.
    /// After that, each connection is counted once as it comes, for all callers with the same request.
    /// </summary>
    internal LiveGroups Groups(Caller caller, ConnectionFilter filter, GroupBy by, GroupOrder order, int take)
    {
        caller.Demand(Permission.ViewConnections);
        var (sight, now) = (sights.Known(caller), time.GetUtcNow());
        ConnectionEntry[] kept;
        FilteredGroups counting;
        LivePosition counted;
        lock (_lock)
        {
            if (_groups.Find(caller.TenantId, filter) is { } groups) return Read(groups);
            var feed = FeedOf(caller);
            (kept, counting, counted) = ([.. feed.NewestFirst()], new(caller.TenantId, filter, KnownSince(feed), now) { Sight = sight }, new(_sequence, feed.Endings.Head));
        }

        // Outside the lock, because the pump must not wait while thousands of connections are counted.
        foreach (var entry in kept) counting.Add(entry);
        lock (_lock)
        {
            if (_groups.Find(caller.TenantId, filter) is { } groups) return Read(groups); // another request was faster
            var feed = FeedOf(caller);
            if (feed.HasAllSince(counted)) CatchUp(counting, feed, counted);
            else counting = CountNow(caller.TenantId, filter, feed, sight, now);
            _groups.Add(counting);
            return Read(counting);
        }

        LiveGroups Read(FilteredGroups groups)
        {
            groups.Sight = sight;
            return groups.Read(by, order, take, now);
        }
    }

    /// <summary>Used when more connections came or ended meanwhile than the feed keeps.</summary>
    private FilteredGroups CountNow(Guid? tenant, ConnectionFilter filter, ConnectionFeed feed, LinkSight sight, DateTimeOffset now)
    {
        var groups = new FilteredGroups(tenant, filter, KnownSince(feed), now) { Sight = sight };
        foreach (var entry in feed.NewestFirst()) groups.Add(entry);
        return groups;
    }

    /// <summary>Counts the connections that came or ended meanwhile.</summary>
    private static void CatchUp(FilteredGroups groups, ConnectionFeed feed, LivePosition since)
    {
        foreach (var entry in feed.NewestFirst().TakeWhile(entry => entry.Sequence > since.Sequence)) groups.Add(entry);
        foreach (var ending in feed.Endings.Since(since.Ending))
            if (ending.Open.Sequence <= since.Sequence) groups.End(ending.Open, ending.Ended);
    }

    /// <summary>Stores the engine's events in order, and notifies the views.</summary>
    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            _groups.Advance(now);
            foreach (var @event in events)
                if (@event.Closed is { } closed) Close(closed, now);
                else Add(@event.Decision, now);
        }

        _subscriptions.Signal();
    }

    private void Add(ConnectionDecision decision, DateTimeOffset now)
    {
        var entry = new ConnectionEntry(++_sequence, decision, closed: null, OutcomeCounter.SecondOf(now, decision));
        Add(_company, entry, now);
        if (decision.TenantId is { } tenantId) AddToTenant(tenantId, entry, now);
        _groups.Take(entry);
    }

    private static void Add(ConnectionFeed feed, ConnectionEntry entry, DateTimeOffset now)
    {
        feed.Add(entry);
        feed.Counter.Add(now, entry);
    }

    private void AddToTenant(Guid tenantId, ConnectionEntry entry, DateTimeOffset now)
    {
        if (!_tenants.TryGetValue(tenantId, out var feed)) _tenants.Add(tenantId, feed = new(TenantCapacity));
        var before = feed.Bytes;
        Add(feed, entry, now);
        _tenantsBytes += feed.Bytes - before;
        while (_tenantsBytes > TenantsByteCapacity && TrimLargestTenant()) { }
    }

    /// <returns>Whether there was anything to remove.</returns>
    private bool TrimLargestTenant()
    {
        var largest = _tenants.Values.MaxBy(feed => feed.Bytes)!;
        var before = largest.Bytes;
        largest.Trim(before / 2);
        _tenantsBytes -= before - largest.Bytes;
        return largest.Bytes < before;
    }

    private void Close(ConnectionClosed closed, DateTimeOffset now)
    {
        if (!_groups.IsEmpty)
        {
            var before = _company.TryFind(closed.Decision.Id, out var kept) ? kept : new ConnectionEntry(0, closed.Decision, closed: null);
            _groups.End(before, before.EndedBy(closed));
        }

        _company.Close(closed, now);
        if (closed.Decision.TenantId is { } tenantId && _tenants.TryGetValue(tenantId, out var feed)) feed.Close(closed, now);
    }

    /// <summary>The time from which a feed has every connection.</summary>
    private DateTimeOffset KnownSince(ConnectionFeed feed) => feed.HasForgotten ? feed.NewestFirst().Last().Decision.DecidedAt() : _startedAt;

    private ConnectionFeed FeedOf(Caller caller) =>
        caller.TenantId is not { } tenantId ? _company : _tenants.GetValueOrDefault(tenantId) ?? Nothing;

    private static ConnectionFeed Nothing { get; } = new(capacity: 1);
}
