namespace PrivateLink.Protocol.Policy;

/// <summary>
/// The compiled policy of one revision. Immutable, thread-safe and replaced by reference. A connection reads it once, and its record names the
/// revision.
/// </summary>
/// <remarks>
/// A snapshot is a base plus a small overlay of later changes, so a change copies the overlay and not the base with its million links.
/// <see cref="Fold"/> merges both into a new base and belongs on a background thread.
/// </remarks>
public sealed class PolicySnapshot
{
    private readonly PolicyBase _base;
    private readonly PolicyOverlay _overlay;

    /// <summary>Compiles a whole policy.</summary>
    /// <param name="revision">Grows with every change.</param>
    /// <param name="createdAt">When it was compiled, UTC.</param>
    /// <param name="resources">Every resource, including disabled ones, so that they are denied by name.</param>
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

    /// <summary>The revision number, which connection records also carry.</summary>
    public long Revision { get; }

    /// <summary>When the snapshot was compiled, UTC.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The number of resources.</summary>
    public int Count { get; }

    /// <summary>The number of resources that differ from the base. The host folds when this grows.</summary>
    public int OverlaySize => _overlay.Resources.Count;

    /// <summary>Every resource, in no particular order. Enumerates base and overlay on each call.</summary>
    public IEnumerable<ResourcePolicy> Resources =>
        _base.Resources.Where(resource => !_overlay.Resources.ContainsKey(resource.ResourceId))
            .Concat(_overlay.Resources.Values.OfType<ResourcePolicy>());

    /// <summary>A later revision with some resources added or replaced. A null value removes a resource.</summary>
    /// <exception cref="ArgumentException">Two resources would have the same name.</exception>
    public PolicySnapshot With(long revision, DateTimeOffset createdAt, IReadOnlyDictionary<Guid, ResourcePolicy?> changes)
    {
        foreach (var name in changes.Values.SelectMany(static resource => resource?.Names ?? []))
            if (FindByName(name) is { } owner && !changes.ContainsKey(owner.ResourceId))
                throw new ArgumentException($"Another resource has the name '{name}'.", nameof(changes));
        return new(revision, createdAt, _base, _overlay.With(changes, id => Find(id)?.Names ?? []));
    }

    /// <summary>The same policy and revision, without an overlay. Takes as long as compiling the whole policy.</summary>
    public PolicySnapshot Fold() => _overlay.IsEmpty ? this : new(Revision, CreatedAt, Resources);

    /// <summary>
    /// Moves this policy onto the folded base of an earlier revision. Needed if a change was published while that fold ran. Null if this policy has a
    /// different base.
    /// </summary>
    /// <param name="earlier">The snapshot that was folded.</param>
    /// <param name="folded">The result of folding it.</param>
    public PolicySnapshot? Onto(PolicySnapshot earlier, PolicySnapshot folded)
    {
        if (earlier._base != _base || folded._overlay.Resources.Count > 0) return null;
        var since = _overlay.Resources.Where(entry => folded.Find(entry.Key) != entry.Value).ToDictionary();
        return folded.With(Revision, CreatedAt, since);
    }

    /// <summary>The resource with a key.</summary>
    public ResourcePolicy? Find(Guid resourceId) =>
        _overlay.TryFind(resourceId, out var resource) ? resource : _base.Find(resourceId);

    /// <summary>The resource of a name: the exact entry, or else the one-label wildcard. An exact entry inherits nothing from a wildcard.</summary>
    /// <param name="serverName">A normalised server name (<see cref="Tls.ServerName"/>).</param>
    public ResourcePolicy? Find(ReadOnlySpan<char> serverName) => Find(serverName, isWildcard: false) ?? FindWildcardOver(serverName);

    /// <summary>The wildcard that covers a name, even if the name also has an exact entry.</summary>
    internal ResourcePolicy? FindWildcardOver(ReadOnlySpan<char> serverName)
    {
        var dot = serverName.IndexOf('.');
        return dot <= 0 ? null : Find(serverName[(dot + 1)..], isWildcard: true);
    }

    /// <summary>The resource that lists this exact name or this wildcard (with <c>*.</c>). A wildcard does not match the names below it here.</summary>
    public ResourcePolicy? FindByName(string name)
    {
        var rest = PolicyName.Split(name, out var isWildcard);
        return Find(rest, isWildcard);
    }

    private ResourcePolicy? Find(ReadOnlySpan<char> name, bool isWildcard) =>
        !_overlay.IsEmpty && _overlay.TryFind(name, isWildcard, out var resource) ? resource : _base.Find(name, isWildcard);
}
