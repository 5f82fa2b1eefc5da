using System.Collections.Concurrent;

namespace PrivateLink.Portal.Changes;

/// <summary>A save that a person can undo for a limited time.</summary>
/// <param name="Way">The data for the undo. Only the page that kept it can read it.</param>
/// <param name="Version">The version that the save created. A later save ends the undo.</param>
/// <param name="PersonId">The ID of the person who saved.</param>
/// <param name="Person">The name of the person who saved.</param>
public sealed record KeptUndo(object Way, int Version, Guid? PersonId, string Person)
{
    /// <summary>When the offer expires.</summary>
    public DateTimeOffset Until { get; init; }
}

/// <summary>
/// The recent saves that can be undone, for all pages of this process. An offer survives a reload of the page, or leaving it and returning.
/// Each offer is for the side that saved, the company or one tenant, because their forms differ. A restart removes all offers.
/// </summary>
public sealed class KeptUndos(TimeProvider time)
{
    /// <summary>How long an undo is offered.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    private const int Most = 1_000;

    private readonly ConcurrentDictionary<(Guid? Side, Guid Target), KeptUndo> _kept = new();

    /// <summary>Keeps the undo for the last save of a target, and replaces an older one.</summary>
    /// <param name="side">The tenant that saved; null for the company.</param>
    /// <param name="target">What was saved.</param>
    /// <param name="undo">The undo to keep.</param>
    public void Keep(Guid? side, Guid target, KeptUndo undo)
    {
        var now = time.GetUtcNow();
        foreach (var over in _kept.Where(kept => kept.Value.Until <= now)) _kept.TryRemove(over);
        if (_kept.Count >= Most && _kept.MinBy(kept => kept.Value.Until) is { Value: not null } oldest) _kept.TryRemove(oldest);
        _kept[(side, target)] = undo with { Until = now + Window };
    }

    /// <summary>The undo, if no one has saved the target since then and it has not expired.</summary>
    public KeptUndo? Find(Guid? side, Guid target, int version) =>
        _kept.TryGetValue((side, target), out var kept) && kept.Version == version && time.GetUtcNow() < kept.Until ? kept : null;

    public void Forget(Guid? side, Guid target) => _kept.TryRemove((side, target), out _);
}
