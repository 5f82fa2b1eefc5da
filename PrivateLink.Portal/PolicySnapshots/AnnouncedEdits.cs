using System.Collections.Concurrent;
using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// The effects of this process's own edits, by revision, known before they are saved. A revision in the database can therefore be matched with the
/// edit of a person here. The match also tells which resources to read again.
/// </summary>
public sealed class AnnouncedEdits
{
    private readonly ConcurrentDictionary<long, AnnouncedEdit> _edits = new();

    /// <param name="revision">The revision to be saved.</param>
    /// <param name="edit">The effects of the edit.</param>
    public void Announce(long revision, AnnouncedEdit edit) => _edits[revision] = edit;

    /// <summary>
    /// The revision was not saved, or its result is unknown. Call this before another edit can save a revision with the same number.
    /// </summary>
    public void Withdraw(long revision) => _edits.TryRemove(revision, out _);

    /// <summary>
    /// What people requested in the revisions after <c>revision</c>, up to <c>last</c>. A database that lost its end counts from an earlier number.
    /// In that case, the result contains everything that people saved here and that is not in force yet. Revisions of other processes are unknown.
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

    /// <summary>Removes the edits up to a revision that is now in force.</summary>
    internal void Forget(long revision)
    {
        foreach (var number in _edits.Keys.Where(number => number <= revision)) _edits.TryRemove(number, out _);
    }

    private static HashSet<Guid> Of(IEnumerable<AnnouncedEdit> edits) => edits.SelectMany(edit => edit.Touched ?? new HashSet<Guid>()).ToHashSet();
}
