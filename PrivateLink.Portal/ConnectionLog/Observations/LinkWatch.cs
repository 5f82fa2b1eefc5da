namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>
/// Remembers which links come by until the database has it: every one of them, also when there are too many connections to store each. In
/// portions, each written once in one transaction. Bounded: only somebody who forges link IDs or claim names fills it. Thread-safe.
/// </summary>
public sealed class LinkWatch(long watched = 0)
{
    /// <summary>Things that wait; what comes beyond is not remembered.</summary>
    public const int Capacity = 50_000;

    /// <summary>Anyone who has one private endpoint can invent names, so these may not crowd out the links.</summary>
    public const int ClaimCapacity = Capacity / 2;

    private readonly Lock _lock = new();
    private readonly Queue<ObservedThings> _full = new();
    private ObservedThings _seen = new();
    private long _watched = watched;
    private long _written = watched;
    private int _claimsInFull;

    /// <summary>How many events are in what the database knows.</summary>
    internal long WrittenThrough => Interlocked.Read(ref _written);

    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        lock (_lock)
        {
            // Between batches only: what was reported together is written together.
            var hasRoom = _full.Count < Capacity / ObservedThings.Portion - 1;
            if (_seen.IsFull && hasRoom) Seal(_watched);
            _watched += events.Count;
            foreach (var @event in events)
                if (@event.Closed is null)
                    _seen.Add(@event.Decision, takesNew: hasRoom || !_seen.IsFull, takesNewClaims: _claimsInFull + _seen.Claims < ClaimCapacity);
        }
    }

    /// <summary>Takes events of which some may be known already.</summary>
    /// <param name="before">How many there were before the first of them.</param>
    /// <param name="events">The events.</param>
    internal void TakeAt(long before, IReadOnlyList<DecisionEvent> events)
    {
        var known = (int)Math.Clamp(_watched - before, 0, events.Count);
        if (known == events.Count) return;
        _watched = before + known;
        Take([.. events.Skip(known)]);
    }

    /// <summary>The oldest portion; null when nothing was seen. The same until it is <see cref="Written"/>.</summary>
    internal ObservedThings? Next()
    {
        lock (_lock)
        {
            if (_full.Count == 0)
            {
                if (_seen.All.Count == 0)
                {
                    Interlocked.Exchange(ref _written, _watched);
                    return null;
                }

                Seal(_watched);
            }

            return _full.Peek();
        }
    }

    /// <summary>The database has the oldest portion.</summary>
    internal void Written()
    {
        lock (_lock)
        {
            var seen = _full.Dequeue();
            _claimsInFull -= seen.Claims;
            Interlocked.Exchange(ref _written, seen.Through);
        }
    }

    private void Seal(long through)
    {
        _seen.Through = through;
        _claimsInFull += _seen.Claims;
        _full.Enqueue(_seen);
        _seen = new();
    }
}
