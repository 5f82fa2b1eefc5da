namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>
/// Remembers which links come by until the database has it: every one of them, also when there are too many connections to store
/// each. Thread-safe.
/// </summary>
public sealed class LinkWatch
{
    private readonly Lock _lock = new();
    private SeenThings _seen = new();

    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        lock (_lock)
            foreach (var @event in events)
                if (@event.Closed is null)
                    _seen.Add(@event.Decision);
    }

    /// <summary>What was seen since the last call.</summary>
    internal SeenThings TakeAll()
    {
        lock (_lock)
        {
            var seen = _seen;
            _seen = new();
            return seen;
        }
    }

    /// <summary>The database did not take it.</summary>
    internal void PutBack(SeenThings seen)
    {
        lock (_lock) _seen.Add(seen);
    }
}
