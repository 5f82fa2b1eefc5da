namespace PrivateLink.Protocol.Policy;

/// <summary>The step from the policy in force to the next one: what changes, which connections it affects, and what it opens. Pure.</summary>
public sealed class PolicyTransition
{
    private readonly Dictionary<Guid, ResourcePolicy?> _withoutOpenings = [];

    /// <param name="before">The policy in force.</param>
    /// <param name="revision">The revision of the next policy.</param>
    /// <param name="createdAt">When the next policy was read, UTC.</param>
    /// <param name="changes">The changed resources by key; null if removed.</param>
    /// <exception cref="ArgumentException">Two resources would have the same name.</exception>
    public PolicyTransition(PolicySnapshot before, long revision, DateTimeOffset createdAt, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        Before = before;
        Changes = changes;
        After = before.With(revision, createdAt, changes);
        foreach (var (id, after) in changes)
            if (Opens(id, after)) _withoutOpenings[id] = WithoutOpenings(id, after);
    }

    /// <summary>The policy in force.</summary>
    public PolicySnapshot Before { get; }

    /// <summary>The complete next policy.</summary>
    public PolicySnapshot After { get; }

    /// <summary>The changed resources by key; null if removed.</summary>
    public IReadOnlyDictionary<Guid, ResourcePolicy?> Changes { get; }

    /// <summary>The changed resources that open something.</summary>
    public IReadOnlyCollection<Guid> Openings => _withoutOpenings.Keys;

    /// <summary>Compares a policy with the complete list of resources it should have.</summary>
    public static IReadOnlyDictionary<Guid, ResourcePolicy?> Difference(PolicySnapshot before, IReadOnlyCollection<ResourcePolicy> after)
    {
        var changes = after
            .Where(resource => !IsSame(before.Find(resource.ResourceId), resource))
            .ToDictionary(resource => resource.ResourceId, ResourcePolicy? (resource) => resource);
        if (before.Count + changes.Values.Count(resource => before.Find(resource!.ResourceId) is null) == after.Count) return changes;

        var left = after.Select(resource => resource.ResourceId).ToHashSet();
        foreach (var gone in before.Resources.Where(resource => !left.Contains(resource.ResourceId))) changes[gone.ResourceId] = null;
        return changes;
    }

    /// <summary>Compares only some resources.</summary>
    /// <param name="before">The policy in force.</param>
    /// <param name="after">The resources among them that still exist.</param>
    /// <param name="ids">The keys of the resources to compare, including removed ones.</param>
    public static IReadOnlyDictionary<Guid, ResourcePolicy?> Difference(
        PolicySnapshot before, IReadOnlyCollection<ResourcePolicy> after, IReadOnlySet<Guid> ids)
    {
        var left = after.ToDictionary(resource => resource.ResourceId);
        return ids.Select(id => (Id: id, Before: before.Find(id), After: left.GetValueOrDefault(id)))
            .Where(change => !IsSame(change.Before, change.After))
            .ToDictionary(change => change.Id, change => change.After);
    }

    /// <summary>
    /// The changes without those of some resources, which keep their current policy. They lose only names that another change assigns to a different
    /// resource.
    /// </summary>
    /// <param name="before">The policy in force.</param>
    /// <param name="changes">All changes.</param>
    /// <param name="kept">The resources that keep their current policy.</param>
    public static IReadOnlyDictionary<Guid, ResourcePolicy?> Except(
        PolicySnapshot before, IReadOnlyDictionary<Guid, ResourcePolicy?> changes, IReadOnlySet<Guid> kept)
    {
        var others = changes.Where(change => !kept.Contains(change.Key)).ToDictionary(change => change.Key, change => change.Value);
        foreach (var name in others.Values.SelectMany(resource => resource?.Names ?? []).ToList())
        {
            if (before.FindByName(name) is not { } owner || !kept.Contains(owner.ResourceId)) continue;
            string[] left = [.. (others.GetValueOrDefault(owner.ResourceId) ?? owner).Names.Where(other => other != name)];
            others[owner.ResourceId] = left.Length == 0 ? null : owner.WithContent(left, owner.Mode, owner.Disabled, owner.Links);
        }

        return others;
    }

    /// <summary>The changes with some openings held back. Those resources still close what they close, but open nothing.</summary>
    public IReadOnlyDictionary<Guid, ResourcePolicy?> ChangesWithout(IReadOnlySet<Guid> heldBack) => heldBack.Count == 0
        ? Changes
        : Changes
            .Select(entry => (Id: entry.Key, After: heldBack.Contains(entry.Key) ? _withoutOpenings.GetValueOrDefault(entry.Key, entry.Value) : entry.Value))
            .Where(change => !IsSame(Before.Find(change.Id), change.After))
            .ToDictionary(change => change.Id, change => change.After);

    /// <summary>The resources whose open connections must be re-evaluated, including those that lose a host to another resource.</summary>
    public IReadOnlySet<Guid> Touched()
    {
        HashSet<Guid> touched = [.. Changes.Keys];
        foreach (var name in Changes.Values.SelectMany(resource => resource?.Names ?? []))
            if (Decides(Before, name) is { } owner) touched.Add(owner.ResourceId);
        return touched;
    }

    /// <summary>
    /// The resource that decides on a listed name, exact or wildcard. The lookup for connections serves both, since <c>*.</c> matches itself as a
    /// label.
    /// </summary>
    public static ResourcePolicy? Decides(PolicySnapshot policy, string name) => policy.Find(name);

    private static bool IsSame(ResourcePolicy? left, ResourcePolicy? right) =>
        ReferenceEquals(left, right) || (left is not null && right is not null && left.IsSameAs(right));

    private bool Opens(Guid id, ResourcePolicy? after) =>
        (after?.Names.Any(name => PolicyOpening.Opens(Decides(Before, name), after)) ?? false)
        || NamesLeftToWildcards(id).Any();

    /// <summary>Names that a resource gives up and that fall to a wildcard which admits more.</summary>
    private IEnumerable<string> NamesLeftToWildcards(Guid id) =>
        from name in Before.Find(id)?.Names ?? []
        where After.FindByName(name) is null && PolicyOpening.Opens(Before.Find(id), After.Find(name))
        select name;

    /// <summary>
    /// A changed resource without what it opens. It keeps names that a wildcard would otherwise take over. A name that no resource has today stays
    /// unassigned, unless it needs a disabled entry to keep a wildcard from covering it.
    /// </summary>
    private ResourcePolicy WithoutOpenings(Guid id, ResourcePolicy? after)
    {
        string[] kept = [.. NamesLeftToWildcards(id)];
        string[] known = [.. (after?.Names ?? []).Where(name => Decides(Before, name) is not null)];
        string[] closed = [.. (after?.Names ?? []).Except(known).Where(name => known.Length + kept.Length == 0 || After.FindWildcardOver(name) is not null)];

        var common = known.Select(name => Decides(Before, name)!)
            .Concat(kept.SelectMany(name => new[] { Before.Find(id)!, After.Find(name)! }))
            .Distinct()
            .Aggregate(after ?? Before.Find(id)!, (policy, next) => PolicyOpening.Common(next, policy));
        return common.WithContent([.. known, .. kept, .. closed], common.Mode, common.Disabled || closed.Length > 0, common.Links);
    }
}
