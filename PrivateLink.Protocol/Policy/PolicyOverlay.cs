namespace PrivateLink.Protocol.Policy;

/// <summary>
/// The changes since the base was built, by key and by name. Small, and rebuilt with each change. A null value marks a removed resource, or a name
/// that no longer belongs to one. Immutable once built.
/// </summary>
internal sealed class PolicyOverlay
{
    private readonly Dictionary<Guid, ResourcePolicy?> _resources;
    private readonly Dictionary<string, ResourcePolicy?> _exact;
    private readonly Dictionary<string, ResourcePolicy?> _wildcards;

    private PolicyOverlay(Dictionary<Guid, ResourcePolicy?> resources, Dictionary<string, ResourcePolicy?> exact, Dictionary<string, ResourcePolicy?> wildcards)
    {
        _resources = resources;
        _exact = exact;
        _wildcards = wildcards;
    }

    public static PolicyOverlay Empty { get; } = new([], new(StringComparer.Ordinal), new(StringComparer.Ordinal));

    /// <summary>Resources by key; null if removed.</summary>
    public IReadOnlyDictionary<Guid, ResourcePolicy?> Resources => _resources;

    public bool IsEmpty => _resources.Count == 0;

    /// <summary>A copy of this overlay with some resources replaced; null removes one.</summary>
    /// <param name="changes">The new state by key.</param>
    /// <param name="namesBefore">Returns the current names of a resource. They are unmapped before the new ones are added.</param>
    /// <exception cref="ArgumentException">Two resources would have the same name.</exception>
    public PolicyOverlay With(IReadOnlyDictionary<Guid, ResourcePolicy?> changes, Func<Guid, IReadOnlyList<string>> namesBefore)
    {
        var next = new PolicyOverlay(new(_resources), new(_exact, _exact.Comparer), new(_wildcards, _wildcards.Comparer));
        foreach (var id in changes.Keys)
            foreach (var name in namesBefore(id)) next.Lead(name, null);
        foreach (var (id, resource) in changes)
        {
            next._resources[id] = resource;
            foreach (var name in resource?.Names ?? [])
                if (!next.Lead(name, resource)) throw new ArgumentException($"Two resources have the name '{name}'.", nameof(changes));
        }

        return next;
    }

    public bool TryFind(Guid resourceId, out ResourcePolicy? resource) => _resources.TryGetValue(resourceId, out resource);

    /// <summary>Whether the overlay has an entry for the name. The entry may say that the name belongs to no resource.</summary>
    /// <param name="name">An exact name, or with <paramref name="isWildcard"/> the part of a wildcard after <c>*.</c></param>
    /// <param name="isWildcard">Whether the name is a wildcard.</param>
    /// <param name="resource">The resource that has the name now; null if none has.</param>
    public bool TryFind(ReadOnlySpan<char> name, bool isWildcard, out ResourcePolicy? resource) =>
        (isWildcard ? _wildcards : _exact).GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out resource);

    /// <returns>False if another resource already has the name.</returns>
    private bool Lead(string name, ResourcePolicy? resource)
    {
        var key = PolicyName.Split(name, out var isWildcard).ToString();
        var names = isWildcard ? _wildcards : _exact;
        if (resource is not null && names.GetValueOrDefault(key) is not null) return false;
        names[key] = resource;
        return true;
    }
}
