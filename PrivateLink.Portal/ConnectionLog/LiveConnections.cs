using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Identity;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// The newest connections of this process, in memory: 50,000 for the company, and 500 for each tenant, so that a busy neighbour
/// does not empty a quiet tenant's page. Written by <see cref="DecisionPump"/>, read by any number of views. Thread-safe.
/// </summary>
public sealed class LiveConnections(TimeProvider time, DecisionChannel channel, ILogger<LiveConnections> logger)
{
    public const int Capacity = 50_000;
    public const int TenantCapacity = 500;

    private readonly Lock _lock = new();
    private readonly ConnectionFeed _company = new(Capacity);
    private readonly Dictionary<Guid, ConnectionFeed> _tenants = [];
    private readonly LiveSubscriptions _subscriptions = new(time, logger);
    private long _sequence;

    /// <summary>
    /// Calls <paramref name="changed"/> when there is something new, at most four times a second, on any thread.
    /// It is a signal: the view then asks for what it shows. Disposing ends it.
    /// </summary>
    public IDisposable Subscribe(Action changed) => _subscriptions.Add(changed);

    /// <summary>The newest connections that the caller may see and the filter takes, newest first.</summary>
    public IReadOnlyList<ConnectionEntry> Snapshot(Caller caller, ConnectionFilter? filter, int take)
    {
        filter ??= ConnectionFilter.Everything;
        lock (_lock) return [.. FeedOf(caller).NewestFirst().Where(filter.Matches).Take(take)];
    }

    /// <summary>How many connections came since an entry: what a paused view has not shown yet.</summary>
    public int CountSince(Caller caller, ConnectionFilter? filter, long sequence)
    {
        filter ??= ConnectionFilter.Everything;
        lock (_lock) return FeedOf(caller).NewestFirst().TakeWhile(entry => entry.Sequence > sequence).Count(filter.Matches);
    }

    /// <summary>One connection by the ID of its decision, as long as it is kept.</summary>
    public ConnectionEntry? Find(Caller caller, long id)
    {
        lock (_lock) return FeedOf(caller).TryFind(id, out var entry) ? entry : null;
    }

    /// <summary>The traffic that the caller may see, as a whole.</summary>
    public LiveCounters Counters(Caller caller)
    {
        SecondTotals[] history;
        long total;
        lock (_lock)
        {
            var counter = FeedOf(caller).Counter;
            history = counter.History(time.GetUtcNow());
            total = counter.Total;
        }

        return new(history, VerdictCounter.RateOf(history), total, channel.Dropped);
    }

    /// <summary>Takes what the engine reported, in its order, and tells the views.</summary>
    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        var now = time.GetUtcNow();
        lock (_lock)
            foreach (var @event in events)
                if (@event.Closed is { } closed) Close(closed);
                else Add(@event.Decision, now);
        _subscriptions.Signal();
    }

    private void Add(ConnectionDecision decision, DateTimeOffset now)
    {
        var entry = new ConnectionEntry(++_sequence, decision, Closed: null);
        foreach (var feed in AudienceOf(decision))
        {
            feed.Add(entry);
            feed.Counter.Add(now, decision.Verdict);
        }
    }

    private void Close(ConnectionClosed closed)
    {
        foreach (var feed in AudienceOf(closed.Decision)) feed.Close(closed);
    }

    private IEnumerable<ConnectionFeed> AudienceOf(ConnectionDecision decision)
    {
        yield return _company;
        if (decision.TenantId is not { } tenantId) yield break;
        if (!_tenants.TryGetValue(tenantId, out var feed)) _tenants.Add(tenantId, feed = new(TenantCapacity));
        yield return feed;
    }

    private ConnectionFeed FeedOf(Caller caller) =>
        caller.TenantId is not { } tenantId ? _company : _tenants.GetValueOrDefault(tenantId) ?? Nothing;

    private static ConnectionFeed Nothing { get; } = new(capacity: 1);
}
