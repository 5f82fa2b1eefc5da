using System.Collections.Concurrent;

namespace PrivateLink.Portal.Access;

/// <summary>
/// Which callers are still what they were when they were made. Anyone who changes a person's roles or sessions says so here; from then on
/// every service refuses that person's earlier callers, and open pages look again who they serve. Thread-safe.
/// </summary>
public sealed class LiveAccess
{
    private readonly ConcurrentDictionary<Guid, StrongBox> _people = [];

    /// <summary>Raised with the person whose access changed, on any thread.</summary>
    public event Action<Guid>? Changed;

    /// <summary>What a caller made now holds on to.</summary>
    internal Standing Of(Guid personId)
    {
        var box = _people.GetOrAdd(personId, _ => new StrongBox());
        return new Standing(box, box.Generation);
    }

    /// <summary>The person's roles, sessions or name have changed.</summary>
    public void Change(Guid personId)
    {
        if (_people.TryGetValue(personId, out var box)) Interlocked.Increment(ref box.Generation);
        Changed?.Invoke(personId);
    }

    internal sealed class StrongBox
    {
        public int Generation;
    }

    /// <summary>One look at a person's access.</summary>
    internal readonly record struct Standing(StrongBox Person, int Generation)
    {
        public bool IsCurrent => Volatile.Read(ref Person.Generation) == Generation;
    }
}
