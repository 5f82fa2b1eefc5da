using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>
/// Adds every connection up by hour and kind, whether it gets a row of its own or not, until the hour is over and the database has
/// it. Connections count in the hour of their decision, bytes in that of their ending. Thread-safe.
/// </summary>
public sealed class RollUpCounters(TimeProvider time)
{
    /// <summary>With more kinds than this (somebody forges link IDs), further links share one counter.</summary>
    public const int Capacity = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<RollUpKey, RollUpCounter> _counters = [];

    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        var now = RollUpKey.HourOf(time.GetUtcNow());
        lock (_lock)
            foreach (var @event in events)
                if (@event.Closed is { } closed) Ended(closed, now);
                else CounterOf(RollUpKey.Of(@event.Decision, RollUpKey.HourOf(@event.Decision.Time))).Decided(@event.Decision);
    }

    /// <summary>
    /// What has changed since it was last written, as rows that replace those of before. Counters of hours that are over and
    /// written have done their work.
    /// </summary>
    internal IReadOnlyList<DirtyRollUp> Dirty()
    {
        var now = RollUpKey.HourOf(time.GetUtcNow());
        var dirty = new List<DirtyRollUp>();
        lock (_lock)
            foreach (var counter in _counters.Values)
                if (counter.IsDirty)
                {
                    counter.IsDirty = false;
                    dirty.Add(new(counter, counter.Row(), counter.HasRow));
                }
                else if (counter.Key.Hour < now)
                {
                    _counters.Remove(counter.Key);
                }

        return dirty;
    }

    /// <summary>The database has these rows.</summary>
    internal void Written(IEnumerable<DirtyRollUp> rollUps)
    {
        lock (_lock)
            foreach (var (counter, _, _) in rollUps) counter.HasRow = true;
    }

    /// <summary>The database did not take these rows.</summary>
    internal void NotWritten(IEnumerable<DirtyRollUp> rollUps)
    {
        lock (_lock)
            foreach (var (counter, _, _) in rollUps) counter.IsDirty = true;
    }

    private void Ended(ConnectionClosed closed, long hour)
    {
        if (closed.BytesFromClient == 0 && closed.BytesFromUpstream == 0) return;
        CounterOf(RollUpKey.Of(closed.Decision, hour)).Ended(closed);
    }

    private RollUpCounter CounterOf(RollUpKey key)
    {
        if (_counters.TryGetValue(key, out var counter)) return counter;
        if (_counters.Count >= Capacity && key.LinkId is not null) return CounterOf(key.Other);
        _counters.Add(key, counter = new RollUpCounter(key));
        return counter;
    }
}

/// <param name="Counter">Whose row it is.</param>
/// <param name="Row">The row as it should be.</param>
/// <param name="Exists">Whether the database has an earlier one.</param>
internal sealed record DirtyRollUp(RollUpCounter Counter, HourlyRollUp Row, bool Exists);
