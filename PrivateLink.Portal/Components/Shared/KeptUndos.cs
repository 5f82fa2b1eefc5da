using System.Collections.Concurrent;
using PrivateLink.Portal.Onboarding;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>A save that can be put back for a while.</summary>
/// <param name="Way">What puts it back; the page that kept it knows.</param>
/// <param name="Version">The version that the save left. What is saved on top of it is not undone.</param>
/// <param name="PersonId">Who saved.</param>
/// <param name="Person">The same by name.</param>
public sealed record KeptUndo(object Way, int Version, Guid? PersonId, string Person)
{
    /// <summary>When the offer ends.</summary>
    public DateTimeOffset Until { get; init; }
}

/// <summary>
/// The saves of the last minutes that can be put back, of all pages of this process: an offer survives that the page is loaded again, or left and opened anew.
/// It is made to the side that saved, the company or one tenant, since the forms of the two differ. A restart ends it.
/// </summary>
public sealed class KeptUndos(TimeProvider time)
{
    private const int Most = 1_000;

    private readonly ConcurrentDictionary<(Guid? Side, Guid Target), KeptUndo> _kept = new();

    /// <summary>Keeps the way back from the last save of a target, instead of one before it.</summary>
    /// <param name="side">The tenant on whose side it was saved; null for the company's.</param>
    /// <param name="target">What was saved.</param>
    /// <param name="undo">The way back.</param>
    public void Keep(Guid? side, Guid target, KeptUndo undo)
    {
        var now = time.GetUtcNow();
        foreach (var over in _kept.Where(kept => kept.Value.Until <= now)) _kept.TryRemove(over);
        if (_kept.Count >= Most && _kept.MinBy(kept => kept.Value.Until) is { Value: not null } oldest) _kept.TryRemove(oldest);
        _kept[(side, target)] = undo with { Until = now + EmergencyService.UndoWindow };
    }

    /// <summary>The way back, as long as nobody has saved the target since.</summary>
    public KeptUndo? Find(Guid? side, Guid target, int version) =>
        _kept.TryGetValue((side, target), out var kept) && kept.Version == version && time.GetUtcNow() < kept.Until ? kept : null;

    public void Forget(Guid? side, Guid target) => _kept.TryRemove((side, target), out _);
}
