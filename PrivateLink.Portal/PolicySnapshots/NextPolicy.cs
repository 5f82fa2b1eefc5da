using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Decides which of the changes come into force and which wait for a person. Pure.</summary>
internal sealed class NextPolicy
{
    private readonly PolicySnapshot _current;
    private readonly PolicyOrigin _origin;
    private readonly FoundChanges _found;
    private readonly HashSet<Guid> _waiting;

    private NextPolicy(PolicySnapshot current, PolicyOrigin origin, IReadOnlyList<HeldChange> heldBefore, FoundChanges found, DateTimeOffset now)
    {
        (_current, _origin, _found, _waiting) = (current, origin, found, origin.HeldBack.ToHashSet());
        var kept = Kept();
        var staying = kept.Concat(_waiting.Where(id => !found.Changes.ContainsKey(id))).ToHashSet();
        var allowed = WithClosings(staying.Count == 0 ? found.Changes : PolicyTransition.Except(current, found.Changes, staying), kept);
        LeavesOut = found is { Doubt: not null, Before: null } && kept.Any(found.Asked.MayTouch);

        // The revision stays the same while nothing from a database in doubt is in force.
        var isAsBefore = found.Doubt is not null && kept.Count > 0 && allowed.Count == 0 && !found.Asked.Everything;
        var transition = new PolicyTransition(current, isAsBefore ? current.Revision : found.Mark.Revision, now, allowed);
        var openings = OpeningGuard.HoldBack(transition, found.Asked, _waiting);

        InForce = transition.ChangesWithout(openings);
        Snapshot = openings.Count == 0 ? transition.After : current.With(transition.After.Revision, transition.After.CreatedAt, InForce);
        Touched = transition.Touched();
        Waits = kept.Count + openings.Count > 0;
        HeldBack =
        [
            .. kept.Concat(openings).Distinct()
                .Select(id => HeldChange.Of(current, id, found.Changes.GetValueOrDefault(id, allowed.GetValueOrDefault(id)), openings.Contains(id)))
                .Concat(found.IsWhole ? [] : heldBefore.Where(held => StillWaits(held.ResourceId, allowed)))
                .OrderBy(held => held.Host, StringComparer.Ordinal),
        ];

        // If nothing waits any more, the portal follows this database from now on.
        Doubt = HeldBack.Count == 0 ? null : found.Doubt;
        Origin = new PolicyOrigin(Doubt is null ? found.Mark : origin.Database, [.. HeldBack.Select(held => held.ResourceId)], Doubt is null ? Missing(kept) : []);
    }

    /// <summary>The complete next policy.</summary>
    public PolicySnapshot Snapshot { get; }

    /// <summary>The changes that come into force.</summary>
    public IReadOnlyDictionary<Guid, ResourcePolicy?> InForce { get; }

    /// <summary>The resources whose open connections must be checked again.</summary>
    public IReadOnlySet<Guid> Touched { get; }

    /// <summary>Whether any of the changes must wait.</summary>
    public bool Waits { get; }

    /// <summary>Whether changes that people saved may be left out, even those that close something.</summary>
    public bool LeavesOut { get; }

    /// <summary>Everything that waits, including earlier changes.</summary>
    public IReadOnlyList<HeldChange> HeldBack { get; }

    /// <summary>Why the portal does not follow the database from now on. Null if it does.</summary>
    public DatabaseDoubt? Doubt { get; }

    public PolicyOrigin Origin { get; }

    /// <param name="current">The policy in force.</param>
    /// <param name="origin">The origin of the policy in force.</param>
    /// <param name="heldBefore">The changes that already wait.</param>
    /// <param name="found">The changes.</param>
    /// <param name="now">When they were found, UTC.</param>
    /// <exception cref="ArgumentException">A name would belong to two resources.</exception>
    public static NextPolicy Of(PolicySnapshot current, PolicyOrigin origin, IReadOnlyList<HeldChange> heldBefore, FoundChanges found, DateTimeOffset now) =>
        new(current, origin, heldBefore, found, now);

    /// <summary>
    /// The resources that stay completely unchanged. For a database in doubt, these are all changes that no person requested. Otherwise, these are
    /// the resources that vanished together.
    /// </summary>
    private HashSet<Guid> Kept() => _found.Doubt is null
        ? OpeningGuard.Missing(_current, _found.Changes, _found.Asked, _origin.Missing.ToHashSet())
        : _found.Changes.Keys.Where(id => !_found.Asked.Covers(id, _waiting)).ToHashSet();

    /// <summary>
    /// Changes with which people close something come into force at once, even if a database in doubt waits. Only the person's own step applies, and
    /// nothing else from that database.
    /// </summary>
    private IReadOnlyDictionary<Guid, ResourcePolicy?> WithClosings(IReadOnlyDictionary<Guid, ResourcePolicy?> allowed, HashSet<Guid> kept)
    {
        if (_found is not { Doubt: not null, Before: { } before }) return allowed;
        Dictionary<Guid, ResourcePolicy?> closed = [];
        foreach (var id in kept.Where(_found.Asked.MayTouch))
        {
            var now = _current.Find(id);
            if ((allowed.TryGetValue(id, out var left) ? left : now) is not { } inForce) continue;
            if ((before.TryGetValue(id, out var read) ? read : now) is not { } was || _found.Changes[id] is not { } next) continue;
            var closing = PolicyClosing.Follow(inForce, was, next);
            if (!ReferenceEquals(closing, now)) closed[id] = closing;
        }

        if (closed.Count == 0) return allowed;
        return allowed.Where(change => !closed.ContainsKey(change.Key)).Concat(closed).ToDictionary();
    }

    private Guid[] Missing(HashSet<Guid> kept) => _found.IsWhole ? [.. kept] : [.. kept, .. _origin.Missing.Except(_found.Asked.Touched!)];

    /// <summary>Whether a change that was not read still waits. It does not if another resource took over the resource's last name.</summary>
    private bool StillWaits(Guid id, IReadOnlyDictionary<Guid, ResourcePolicy?> allowed) =>
        !_found.Asked.Touched!.Contains(id) && !(allowed.TryGetValue(id, out var left) && left is null);
}
