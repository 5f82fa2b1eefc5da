using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Exact counts of the last five minutes, by second, tenant, listener, outcome and reason. They include connections that the live log has already
/// dropped. Thread-safe.
/// </summary>
/// <remarks>If there are very many kinds at once, the oldest seconds are dropped sooner; the remaining counts stay exact.</remarks>
public sealed class TrafficCounters(TimeProvider time)
{
    /// <summary>The longest history, in seconds.</summary>
    public const int Seconds = 300;

    /// <summary>Needs about 15 MB.</summary>
    public const int MaximumCounts = 200_000;

    private readonly Lock _lock = new();
    private readonly Queue<CountedSecond> _seconds = new(Seconds + 1);
    private CountedSecond? _current;
    private int _counts;

    /// <summary>The counts that the caller may see, for the last seconds including the current one; oldest first.</summary>
    [Requires(Permission.ViewConnections)]
    public IReadOnlyList<TrafficCount> Read(Caller caller, int seconds = Seconds)
    {
        caller.Demand(Permission.ViewConnections);
        var first = time.GetUtcNow().ToUnixTimeSeconds() - seconds + 1;
        lock (_lock)
            return
            [
                .. from second in _seconds
                   where second.Second >= first
                   from count in second.Counts
                   where caller.Sees(count.Key.TenantId)
                   select new TrafficCount(DateTimeOffset.FromUnixTimeSeconds(second.Second), count.Key, count.Value),
            ];
    }

    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        lock (_lock)
            foreach (var @event in events)
                if (@event.Closed is not { } closed) Add(now, @event.Decision);
                else if (closed.IsFailure()) Fail(closed.Decision);
    }

    private void Add(long now, ConnectionDecision decision)
    {
        if (_current?.Second != now) Begin(now);
        Add(_current!, KeyOf(decision), 1);
    }

    /// <summary>Counts it as failed from now on, in the second of its decision. A connection older than the history is ignored.</summary>
    private void Fail(ConnectionDecision decision)
    {
        var key = KeyOf(decision);
        var decided = decision.DecidedAt().ToUnixTimeSeconds();
        // It was counted when it arrived here, a moment after the decision.
        if (_seconds.FirstOrDefault(second => second.Second >= decided && second.Counts.GetValueOrDefault(key) > 0) is not { } counted) return;
        if (--counted.Counts[key] == 0 && counted.Counts.Remove(key)) _counts--;
        Add(counted, key with { Outcome = Outcome.Failed }, 1);
    }

    private void Add(CountedSecond second, TrafficKey key, int more)
    {
        if (!second.Counts.TryAdd(key, more)) second.Counts[key] += more;
        else if (++_counts > MaximumCounts && _seconds.Count > 1) ForgetOldest();
    }

    private static TrafficKey KeyOf(ConnectionDecision decision) => new(decision.TenantId, decision.Listener, Outcomes.Of(decision.Verdict, ending: null), decision.Reason);

    private void Begin(long now)
    {
        _seconds.Enqueue(_current = new CountedSecond(now, []));
        while (_seconds.Peek().Second <= now - Seconds) ForgetOldest();
    }

    private void ForgetOldest() => _counts -= _seconds.Dequeue().Counts.Count;

    private sealed record CountedSecond(long Second, Dictionary<TrafficKey, int> Counts);
}
