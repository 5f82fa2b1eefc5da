namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>
/// Remembers every link that was seen until the database has it, even if there are too many connections to store each one. It collects portions, and
/// each portion is written once, in one transaction. Its size is bounded: only forged link IDs or claim names can fill it. Thread-safe.
/// </summary>
public sealed class LinkWatch(long watched = 0)
{
    /// <summary>The most items that can wait; beyond that, new items are dropped.</summary>
    public const int Capacity = 50_000;

    /// <summary>Anyone with a private endpoint can invent claim names, so these must not displace the links.</summary>
    public const int ClaimCapacity = Capacity / 2;

    private readonly Lock _lock = new();
    private readonly Queue<ObservedThings> _full = new();
    private ObservedThings _seen = new();
    private long _watched = watched;
    private long _written = watched;
    private int _claimsInFull;

    /// <summary>How many events the database already has.</summary>
    internal long WrittenThrough => Interlocked.Read(ref _written);

    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        lock (_lock)
        {
            // Checked between batches only, because events that arrive together must be written together.
            var hasRoom = _full.Count < Capacity / ObservedThings.Portion - 1;
            if (_seen.IsFull && hasRoom) Seal(_watched);
            _watched += events.Count;
            foreach (var @event in events)
                if (@event.Closed is null)
                    _seen.Add(@event.Decision, takesNew: hasRoom || !_seen.IsFull, takesNewClaims: _claimsInFull + _seen.Claims < ClaimCapacity);
        }
    }

    /// <summary>Adds events, some of which may be known already.</summary>
    /// <param name="before">How many events there were before the first of these.</param>
    /// <param name="events">The events.</param>
    internal void TakeAt(long before, IReadOnlyList<DecisionEvent> events)
    {
        var known = (int)Math.Clamp(_watched - before, 0, events.Count);
        if (known == events.Count) return;
        _watched = before + known;
        Take([.. events.Skip(known)]);
    }

    /// <summary>The oldest portion; null if there is none. Stays the same until <see cref="Written"/> is called.</summary>
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

    /// <summary>Call when the database has the oldest portion.</summary>
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
