using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>
/// Adds every connection up by hour and kind, whether it gets a row of its own or not, until the hour is over and the database has
/// it. Connections and failures count in the hour of the decision, bytes in that of the ending. Thread-safe.
/// </summary>
public sealed class RollUpCounters(TimeProvider time, long counted = 0)
{
    /// <summary>With more kinds than this (somebody forges link IDs), further links share one counter.</summary>
    public const int Capacity = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<RollUpKey, RollUpCounter> _counters = [];
    private long _counted = counted;
    private long _written = counted;
    private long? _refusedFrom;

    /// <summary>How many events are in the rows that the database has.</summary>
    internal long WrittenThrough => Interlocked.Read(ref _written);

    /// <summary>
    /// The first hour of what the database refused and has not taken since; null while it takes what it gets. What only waits for its turn does not
    /// count: a connection that fails after days changes the hour in which it began.
    /// </summary>
    internal DateTimeOffset? BehindFrom
    {
        get
        {
            lock (_lock) return _refusedFrom is { } hour ? DateTimeOffset.UnixEpoch.AddHours(hour) : null;
        }
    }

    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        lock (_lock)
        {
            _counted += events.Count;
            foreach (var @event in events)
                if (@event.Closed is { } closed) Ended(closed);
                else CounterOf(RollUpKey.Of(@event.Decision, RollUpKey.HourOf(@event.Decision.Time))).Decided(@event.Decision);
        }
    }

    /// <summary>Takes events of which some may have been counted already.</summary>
    /// <param name="before">How many there were before the first of them.</param>
    /// <param name="events">The events.</param>
    internal void TakeAt(long before, IReadOnlyList<DecisionEvent> events)
    {
        var known = (int)Math.Clamp(_counted - before, 0, events.Count);
        if (known == events.Count) return;
        _counted = before + known;
        Take([.. events.Skip(known)]);
    }

    /// <summary>
    /// What has changed since it was last written, as rows that replace those of before. Counters of hours that are over and
    /// written have done their work.
    /// </summary>
    internal DirtyRollUps Dirty()
    {
        var now = RollUpKey.HourOf(time.GetUtcNow());
        var dirty = new List<DirtyRollUp>();
        lock (_lock)
        {
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

            return new(dirty, _counted);
        }
    }

    /// <summary>The database has these rows.</summary>
    internal void Written(DirtyRollUps rollUps)
    {
        lock (_lock)
        {
            foreach (var (counter, _, _) in rollUps.Rows) counter.HasRow = true;
            _refusedFrom = null;
        }

        Interlocked.Exchange(ref _written, rollUps.Through);
    }

    /// <summary>The database did not take these rows.</summary>
    internal void NotWritten(DirtyRollUps rollUps)
    {
        lock (_lock)
        {
            foreach (var (counter, _, _) in rollUps.Rows) counter.IsDirty = true;
            _refusedFrom = rollUps.Rows.Min(row => (long?)row.Counter.Key.Hour) ?? _refusedFrom;
        }
    }

    private void Ended(ConnectionClosed closed)
    {
        if (closed.IsFailure()) CounterOf(RollUpKey.Of(closed.Decision, RollUpKey.HourOf(closed.Decision.Time))).Failed();
        if (closed.BytesFromClient == 0 && closed.BytesFromUpstream == 0) return;
        CounterOf(RollUpKey.Of(closed.Decision, RollUpKey.HourOf(closed.Decision.Time + closed.Duration))).Ended(closed);
    }

    private RollUpCounter CounterOf(RollUpKey key)
    {
        if (_counters.TryGetValue(key, out var counter)) return counter;
        if (_counters.Count >= Capacity && key.LinkId is not null) return CounterOf(key.Other);
        _counters.Add(key, counter = new RollUpCounter(key));
        return counter;
    }
}

/// <summary>Rows that the database lacks.</summary>
/// <param name="Through">How many events there have been when they were made: all of them are in these rows, or in rows that the database has.</param>
internal sealed record DirtyRollUps(IReadOnlyList<DirtyRollUp> Rows, long Through);

/// <param name="Counter">Whose row it is.</param>
/// <param name="Row">The row as it should be.</param>
/// <param name="Exists">Whether the database has an earlier one.</param>
internal sealed record DirtyRollUp(RollUpCounter Counter, HourlyRollUp Row, bool Exists);
