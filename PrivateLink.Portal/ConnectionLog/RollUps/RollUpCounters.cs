using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>
/// Counts every connection by hour and kind, with or without a row. Keeps a count until the hour is over and the database has it. Connections and
/// failures count in the hour of the decision, bytes in the hour of the ending. Thread-safe.
/// </summary>
public sealed class RollUpCounters(TimeProvider time, long counted = 0)
{
    /// <summary>The most kinds. Beyond this, as when someone forges link IDs, further links share one counter.</summary>
    public const int Capacity = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<RollUpKey, RollUpCounter> _counters = [];
    private long _counted = counted;
    private long _written = counted;
    private long? _refusedFrom;

    /// <summary>How many events are in the rows that the database has.</summary>
    internal long WrittenThrough => Interlocked.Read(ref _written);

    /// <summary>
    /// The first hour whose sums the database refused and has not accepted since; null while it accepts them. Sums that only wait for their turn do
    /// not count. A connection that fails after days changes the hour in which it began.
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

    /// <summary>Counts events, some of which may have been counted already.</summary>
    /// <param name="before">How many events there were before the first of these.</param>
    /// <param name="events">The events.</param>
    internal void TakeAt(long before, IReadOnlyList<DecisionEvent> events)
    {
        var known = (int)Math.Clamp(_counted - before, 0, events.Count);
        if (known == events.Count) return;
        _counted = before + known;
        Take([.. events.Skip(known)]);
    }

    /// <summary>
    /// The sums that changed since the last write, as rows that replace the earlier ones. Also drops counters of past hours that are written.
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

    /// <summary>Call when the database has these rows.</summary>
    internal void Written(DirtyRollUps rollUps)
    {
        lock (_lock)
        {
            foreach (var (counter, _, _) in rollUps.Rows) counter.HasRow = true;
            _refusedFrom = null;
        }

        Interlocked.Exchange(ref _written, rollUps.Through);
    }

    /// <summary>Call when the database refused these rows.</summary>
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
/// <param name="Through">How many events there were when the rows were made: each is in these rows or already in the database.</param>
internal sealed record DirtyRollUps(IReadOnlyList<DirtyRollUp> Rows, long Through);

/// <param name="Counter">The counter of the row.</param>
/// <param name="Row">The new content of the row.</param>
/// <param name="Exists">Whether the database has an earlier version of the row.</param>
internal sealed record DirtyRollUp(RollUpCounter Counter, HourlyRollUp Row, bool Exists);
