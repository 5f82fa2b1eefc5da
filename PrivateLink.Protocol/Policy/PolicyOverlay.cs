namespace PrivateLink.Protocol.Policy;

/// <summary>
/// What has changed since the base was built, small and built anew with each change: resources by key and by name, with null where
/// one has been removed and where a name leads nowhere any more. Immutable once built.
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

    /// <summary>By key; null where a resource has been removed.</summary>
    public IReadOnlyDictionary<Guid, ResourcePolicy?> Resources => _resources;

    public bool IsEmpty => _resources.Count == 0;

    /// <summary>This overlay with some resources put in place of what they were; null removes one.</summary>
    /// <param name="changes">The new state by key.</param>
    /// <param name="namesBefore">The names that a resource has had so far anywhere: they no longer lead to it.</param>
    /// <exception cref="ArgumentException">A name would lead to two resources.</exception>
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

    /// <summary>Whether the overlay knows the name, if only to say that it leads nowhere any more.</summary>
    /// <param name="name">An exact name, or with <paramref name="isWildcard"/> the part of a wildcard behind <c>*.</c></param>
    /// <param name="isWildcard">Which of the two.</param>
    /// <param name="resource">Where the name leads now; null for nowhere.</param>
    public bool TryFind(ReadOnlySpan<char> name, bool isWildcard, out ResourcePolicy? resource) =>
        (isWildcard ? _wildcards : _exact).GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out resource);

    /// <returns>False when the name leads to another resource already.</returns>
    private bool Lead(string name, ResourcePolicy? resource)
    {
        var key = PolicyName.Split(name, out var isWildcard).ToString();
        var names = isWildcard ? _wildcards : _exact;
        if (resource is not null && names.GetValueOrDefault(key) is not null) return false;
        names[key] = resource;
        return true;
    }
}
