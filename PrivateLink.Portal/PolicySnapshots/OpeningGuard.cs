using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// Keeps a mistake from opening or closing many hosts at once. Openings that no person asked for (an import, what others saved during an
/// outage) wait for an administrator if they are more than a few, and so do resources that vanished together. Other closings never wait,
/// and a person's own edits neither.
/// </summary>
internal static class OpeningGuard
{
    private const int Few = 10;
    private const int Share = 10; // one in ten

    /// <param name="transition">The change that is about to come into force.</param>
    /// <param name="asked">What persons have asked for.</param>
    /// <param name="heldBack">What waits already: it goes on waiting, however little is left of it.</param>
    /// <returns>The resources whose openings wait.</returns>
    public static HashSet<Guid> HoldBack(PolicyTransition transition, AskedFor asked, IReadOnlySet<Guid> heldBack) => Waiting(
        transition.Openings.Where(id => !asked.Covers(id, heldBack)), heldBack,
        () => transition.Before.Resources.Count(resource => resource.Disabled || resource.Mode == ResourceMode.Enforce));

    /// <param name="before">The policy in force.</param>
    /// <param name="changes">What the database has otherwise.</param>
    /// <param name="asked">What persons have asked for.</param>
    /// <param name="missing">What has vanished already and waits.</param>
    /// <returns>The resources that stay as they are, although the database no longer has them.</returns>
    public static HashSet<Guid> Missing(
        PolicySnapshot before, IReadOnlyDictionary<Guid, ResourcePolicy?> changes, AskedFor asked, IReadOnlySet<Guid> missing) => Waiting(
        changes.Where(change => change.Value is null && !asked.Covers(change.Key, missing)).Select(change => change.Key), missing, () => before.Count);

    private static HashSet<Guid> Waiting(IEnumerable<Guid> unasked, IReadOnlySet<Guid> already, Func<int> all)
    {
        var waiting = unasked.ToHashSet();
        var more = waiting.Count(id => !already.Contains(id));
        if (more <= Few || more <= all() / Share) waiting.IntersectWith(already);
        return waiting;
    }
}
