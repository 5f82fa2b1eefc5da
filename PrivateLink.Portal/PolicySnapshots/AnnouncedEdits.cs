using System.Collections.Concurrent;
using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// What the edits of this process touch, by revision, known before they are saved. So anyone who finds a revision in the database knows
/// whether it is a person's here, and what must be read again for it.
/// </summary>
public sealed class AnnouncedEdits
{
    private readonly ConcurrentDictionary<long, AnnouncedEdit> _edits = new();

    /// <param name="revision">The revision that is about to be saved.</param>
    /// <param name="edit">What it touches.</param>
    public void Announce(long revision, AnnouncedEdit edit) => _edits[revision] = edit;

    /// <summary>The revision was not saved, or nobody knows. Said before others can save one of the same number.</summary>
    public void Withdraw(long revision) => _edits.TryRemove(revision, out _);

    /// <summary>
    /// What persons have asked for in the revisions behind one, up to another. A database that has lost its end counts from an earlier number on:
    /// there it is what they have saved and is not in force yet, and who knows what others have.
    /// </summary>
    internal AskedFor Between(long revision, long last)
    {
        var isBack = last <= revision;
        var known = _edits.Where(edit => (isBack || edit.Key > revision) && edit.Key <= last).Select(edit => edit.Value).ToList();
        var everything = !isBack && known.Count == last - revision;
        var touchesMany = known.Exists(edit => edit.Touched is null);
        var touched = Of(known);
        return new AskedFor(everything, Of(known.Where(edit => edit is { TouchesShared: false, Confirms: true })), everything && !touchesMany ? touched : null)
        {
            Named = Of(known.Where(edit => edit is { TouchesShared: false, Confirms: false })),
            TouchedAtLeast = touched,
            TouchesMany = touchesMany,
        };
    }

    /// <summary>Those up to a revision are in force.</summary>
    internal void Forget(long revision)
    {
        foreach (var number in _edits.Keys.Where(number => number <= revision)) _edits.TryRemove(number, out _);
    }

    private static HashSet<Guid> Of(IEnumerable<AnnouncedEdit> edits) => edits.SelectMany(edit => edit.Touched ?? new HashSet<Guid>()).ToHashSet();
}
