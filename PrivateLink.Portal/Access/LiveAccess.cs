using System.Collections.Concurrent;

namespace PrivateLink.Portal.Access;

/// <summary>
/// Tracks which callers are still valid. Code that changes a person's roles or sessions reports it here. From then on, every service refuses that
/// person's earlier callers, and open pages check their caller again. Thread-safe.
/// </summary>
public sealed class LiveAccess
{
    private readonly ConcurrentDictionary<Guid, StrongBox> _people = [];

    /// <summary>Raised with the person whose access changed, on any thread.</summary>
    public event Action<Guid>? Changed;

    /// <summary>The person's current state, for a new caller to keep.</summary>
    internal Standing Of(Guid personId)
    {
        var box = _people.GetOrAdd(personId, _ => new StrongBox());
        return new Standing(box, box.Generation);
    }

    /// <summary>Reports that the person's roles, sessions or name have changed.</summary>
    public void Change(Guid personId)
    {
        if (_people.TryGetValue(personId, out var box)) Interlocked.Increment(ref box.Generation);
        Changed?.Invoke(personId);
    }

    internal sealed class StrongBox
    {
        public int Generation;
    }

    /// <summary>A person's access at one moment.</summary>
    internal readonly record struct Standing(StrongBox Person, int Generation)
    {
        public bool IsCurrent => Volatile.Read(ref Person.Generation) == Generation;
    }
}
