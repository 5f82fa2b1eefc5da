using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>
/// Prevents a mistake from opening or closing many hosts at once. Some openings are not requested by a person here, such as imports or other
/// processes' saves during an outage. If there are many, they wait for an administrator. The same applies to many resources that vanish together.
/// Other closings and a person's own edits never wait.
/// </summary>
internal static class OpeningGuard
{
    private const int Few = 10;
    private const int Share = 10; // one in ten

    /// <param name="transition">The change to bring into force.</param>
    /// <param name="asked">What people requested.</param>
    /// <param name="heldBack">The changes that already wait. They keep waiting, however few remain.</param>
    /// <returns>The resources whose openings wait.</returns>
    public static HashSet<Guid> HoldBack(PolicyTransition transition, AskedFor asked, IReadOnlySet<Guid> heldBack) => Waiting(
        transition.Openings.Where(id => !asked.Covers(id, heldBack)), heldBack,
        () => transition.Before.Resources.Count(resource => resource.Disabled || resource.Mode == ResourceMode.Enforce));

    /// <param name="before">The policy in force.</param>
    /// <param name="changes">The database's differences from it.</param>
    /// <param name="asked">What people requested.</param>
    /// <param name="missing">The resources that have vanished and already wait.</param>
    /// <returns>The resources that stay unchanged although the database no longer has them.</returns>
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
