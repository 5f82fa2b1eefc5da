namespace PrivateLink.Engine.Policy;

/// <summary>
/// The compiled policy of one revision. Immutable and swapped by reference: a connection reads it once, and its record names
/// the revision. Safe for any thread.
/// </summary>
/// <remarks>
/// A frozen base and a small overlay of what has changed since: a change costs the overlay, not the million links below it.
/// <see cref="Fold"/> makes one base of both, which is work for the background.
/// </remarks>
public sealed class PolicySnapshot
{
    private readonly PolicyIndex _base;
    private readonly PolicyIndex _overlay;

    /// <summary>Compiles a whole policy.</summary>
    /// <param name="revision">Grows with every change.</param>
    /// <param name="createdAt">When it was compiled, UTC.</param>
    /// <param name="resources">Every resource, also disabled ones: they are denied by name.</param>
    /// <exception cref="ArgumentException">Two resources have the same name or key.</exception>
    public PolicySnapshot(long revision, DateTimeOffset createdAt, IEnumerable<ResourcePolicy> resources)
        : this(revision, createdAt, PolicyIndex.Of([.. resources]), PolicyIndex.Empty)
    {
    }

    private PolicySnapshot(long revision, DateTimeOffset createdAt, PolicyIndex @base, PolicyIndex overlay)
    {
        Revision = revision;
        CreatedAt = createdAt;
        _base = @base;
        _overlay = overlay;
    }

    /// <summary>The number that records name.</summary>
    public long Revision { get; }

    /// <summary>When the snapshot was compiled, UTC.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>How many resources differ from the base; a host folds when this grows.</summary>
    public int OverlaySize => _overlay.Resources.Count;

    /// <summary>Every resource of the policy, in no particular order. Walks base and overlay each time.</summary>
    public IEnumerable<ResourcePolicy> Resources =>
        _base.Resources.Where(entry => !_overlay.Resources.ContainsKey(entry.Key)).Concat(_overlay.Resources)
            .Select(static entry => entry.Value).OfType<ResourcePolicy>();

    /// <summary>The policy of a later revision, with some resources added, replaced or, where the value is null, removed.</summary>
    /// <exception cref="ArgumentException">A name would lead to two resources.</exception>
    public PolicySnapshot With(long revision, DateTimeOffset createdAt, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        foreach (var name in changes.Values.SelectMany(static resource => resource?.Names ?? []))
            if (OwnerOf(name) is { } owner && !changes.ContainsKey(owner.ResourceId))
                throw new ArgumentException($"Another resource has the name '{name}'.", nameof(changes));
        return new(revision, createdAt, _base, _overlay.With(changes, NamesOf));
    }

    /// <summary>The same policy and revision without an overlay. Takes as long as compiling all of it.</summary>
    public PolicySnapshot Fold() => _overlay.IsEmpty ? this : new(Revision, CreatedAt, Resources);

    /// <summary>The resource with a key.</summary>
    public ResourcePolicy? Find(Guid resourceId) =>
        _overlay.Resources.TryGetValue(resourceId, out var resource) ? resource : _base.Resources.GetValueOrDefault(resourceId);

    /// <summary>The resource of a name: the exact entry, else the wildcard of one label. An exact entry inherits nothing.</summary>
    /// <param name="serverName">A normalised server name (<see cref="Tls.ServerName"/>).</param>
    public ResourcePolicy? Find(ReadOnlySpan<char> serverName)
    {
        if (_overlay.TryFindExact(serverName, out var exact) || _base.TryFindExact(serverName, out exact))
            if (exact is not null) return exact;

        var dot = serverName.IndexOf('.');
        if (dot <= 0) return null;
        var suffix = serverName[(dot + 1)..];
        return _overlay.TryFindWildcard(suffix, out var wildcard) || _base.TryFindWildcard(suffix, out wildcard) ? wildcard : null;
    }

    private ResourcePolicy? OwnerOf(string name) =>
        _overlay.TryFind(name, out var resource) || _base.TryFind(name, out resource) ? resource : null;

    private IReadOnlyList<string> NamesOf(Guid resourceId) => Find(resourceId)?.Names ?? [];
}
