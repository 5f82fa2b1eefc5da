namespace PrivateLink.Protocol.Policy;

/// <summary>
/// The compiled policy of one revision. Immutable and swapped by reference: a connection reads it once, and its record names
/// the revision. Safe for any thread.
/// </summary>
/// <remarks>
/// A base and a small overlay of what has changed since: a change costs the overlay, not the million links below it.
/// <see cref="Fold"/> makes one base of both, which is work for the background.
/// </remarks>
public sealed class PolicySnapshot
{
    private readonly PolicyBase _base;
    private readonly PolicyOverlay _overlay;

    /// <summary>Compiles a whole policy.</summary>
    /// <param name="revision">Grows with every change.</param>
    /// <param name="createdAt">When it was compiled, UTC.</param>
    /// <param name="resources">Every resource, also disabled ones: they are denied by name.</param>
    /// <exception cref="ArgumentException">Two resources have the same name or key.</exception>
    public PolicySnapshot(long revision, DateTimeOffset createdAt, IEnumerable<ResourcePolicy> resources)
        : this(revision, createdAt, new PolicyBase([.. resources]), PolicyOverlay.Empty)
    {
    }

    private PolicySnapshot(long revision, DateTimeOffset createdAt, PolicyBase @base, PolicyOverlay overlay)
    {
        Revision = revision;
        CreatedAt = createdAt;
        _base = @base;
        _overlay = overlay;
        Count = @base.Resources.Count + overlay.Resources.Sum(entry => (entry.Value is null ? 0 : 1) - (@base.Find(entry.Key) is null ? 0 : 1));
    }

    /// <summary>The number that records name.</summary>
    public long Revision { get; }

    /// <summary>When the snapshot was compiled, UTC.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>How many resources there are.</summary>
    public int Count { get; }

    /// <summary>How many resources differ from the base; a host folds when this grows.</summary>
    public int OverlaySize => _overlay.Resources.Count;

    /// <summary>Every resource of the policy, in no particular order. Walks base and overlay each time.</summary>
    public IEnumerable<ResourcePolicy> Resources =>
        _base.Resources.Where(resource => !_overlay.Resources.ContainsKey(resource.ResourceId))
            .Concat(_overlay.Resources.Values.OfType<ResourcePolicy>());

    /// <summary>The policy of a later revision, with some resources added, replaced or, where the value is null, removed.</summary>
    /// <exception cref="ArgumentException">A name would lead to two resources.</exception>
    public PolicySnapshot With(long revision, DateTimeOffset createdAt, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        foreach (var name in changes.Values.SelectMany(static resource => resource?.Names ?? []))
            if (FindByName(name) is { } owner && !changes.ContainsKey(owner.ResourceId))
                throw new ArgumentException($"Another resource has the name '{name}'.", nameof(changes));
        return new(revision, createdAt, _base, _overlay.With(changes, id => Find(id)?.Names ?? []));
    }

    /// <summary>The same policy and revision without an overlay. Takes as long as compiling all of it.</summary>
    public PolicySnapshot Fold() => _overlay.IsEmpty ? this : new(Revision, CreatedAt, Resources);

    /// <summary>This policy on the base of an earlier revision that was folded while this one came about; null when it stems from another base.</summary>
    /// <param name="earlier">What was folded.</param>
    /// <param name="folded">What came of it.</param>
    public PolicySnapshot? Onto(PolicySnapshot earlier, PolicySnapshot folded)
    {
        if (earlier._base != _base || folded._overlay.Resources.Count > 0) return null;
        var since = _overlay.Resources.Where(entry => folded.Find(entry.Key) != entry.Value).ToDictionary();
        return folded.With(Revision, CreatedAt, since);
    }

    /// <summary>The resource with a key.</summary>
    public ResourcePolicy? Find(Guid resourceId) =>
        _overlay.TryFind(resourceId, out var resource) ? resource : _base.Find(resourceId);

    /// <summary>The resource of a name: the exact entry, else the wildcard of one label. An exact entry inherits nothing.</summary>
    /// <param name="serverName">A normalised server name (<see cref="Tls.ServerName"/>).</param>
    public ResourcePolicy? Find(ReadOnlySpan<char> serverName) => Find(serverName, isWildcard: false) ?? FindWildcardOver(serverName);

    /// <summary>The wildcard that a name lies under, whether or not it has an entry of its own.</summary>
    internal ResourcePolicy? FindWildcardOver(ReadOnlySpan<char> serverName)
    {
        var dot = serverName.IndexOf('.');
        return dot <= 0 ? null : Find(serverName[(dot + 1)..], isWildcard: true);
    }

    /// <summary>The resource that has a name as resources have it: exact, or with <c>*.</c> in front. Nothing is inherited.</summary>
    public ResourcePolicy? FindByName(string name)
    {
        var rest = PolicyName.Split(name, out var isWildcard);
        return Find(rest, isWildcard);
    }

    private ResourcePolicy? Find(ReadOnlySpan<char> name, bool isWildcard) =>
        !_overlay.IsEmpty && _overlay.TryFind(name, isWildcard, out var resource) ? resource : _base.Find(name, isWildcard);
}
