using System.Collections.Frozen;

namespace PrivateLink.Engine.Policy;

/// <summary>
/// Resources by name and by key. Two forms with one shape: a frozen one for the whole policy, built rarely, and a small one for what has
/// changed since, built with each change. Immutable once built.
/// </summary>
internal sealed class PolicyIndex
{
    private const string WildcardPrefix = "*.";

    private readonly FrozenDictionary<string, ResourcePolicy?>.AlternateLookup<ReadOnlySpan<char>> _exact;
    private readonly FrozenDictionary<string, ResourcePolicy?>.AlternateLookup<ReadOnlySpan<char>> _wildcards;

    private PolicyIndex(Dictionary<string, ResourcePolicy?> exact, Dictionary<string, ResourcePolicy?> wildcards, Dictionary<Guid, ResourcePolicy?> resources)
    {
        Exact = exact.ToFrozenDictionary(StringComparer.Ordinal);
        Wildcards = wildcards.ToFrozenDictionary(StringComparer.Ordinal);
        _exact = Exact.GetAlternateLookup<ReadOnlySpan<char>>();
        _wildcards = Wildcards.GetAlternateLookup<ReadOnlySpan<char>>();
        Resources = resources.ToFrozenDictionary();
    }

    public static PolicyIndex Empty { get; } = new([], [], []);

    /// <summary>By key; null where a resource has been removed.</summary>
    public FrozenDictionary<Guid, ResourcePolicy?> Resources { get; }

    private FrozenDictionary<string, ResourcePolicy?> Exact { get; }

    private FrozenDictionary<string, ResourcePolicy?> Wildcards { get; }

    public bool IsEmpty => Resources.Count == 0;

    /// <exception cref="ArgumentException">Two resources have the same name or key.</exception>
    public static PolicyIndex Of(IReadOnlyCollection<ResourcePolicy> resources)
    {
        var builder = new Builder(resources.Count);
        foreach (var resource in resources) builder.Add(resource);
        return builder.Build();
    }

    /// <summary>This index with some resources put in place of what they were; null removes one.</summary>
    /// <param name="changes">The new state by key.</param>
    /// <param name="namesBefore">The names that a resource has had so far anywhere: they no longer lead to it.</param>
    public PolicyIndex With(IReadOnlyDictionary<Guid, ResourcePolicy?> changes, Func<Guid, IReadOnlyList<string>> namesBefore)
    {
        var builder = new Builder(Resources.Count + changes.Count);
        foreach (var (name, resource) in Exact) builder.Exact[name] = resource;
        foreach (var (name, resource) in Wildcards) builder.Wildcards[name] = resource;
        foreach (var (id, resource) in Resources) builder.Resources[id] = resource;

        foreach (var id in changes.Keys)
            foreach (var name in namesBefore(id)) builder.NamesOf(name, out var key)[key] = null;
        foreach (var (id, resource) in changes)
        {
            builder.Resources[id] = null;
            if (resource is not null) builder.Add(resource);
        }

        return builder.Build();
    }

    /// <summary>Whether the index knows the exact name, if only to say that it leads nowhere any more.</summary>
    public bool TryFindExact(ReadOnlySpan<char> name, out ResourcePolicy? resource) => _exact.TryGetValue(name, out resource);

    /// <summary>A name as resources have it: exact, or with <c>*.</c> in front.</summary>
    public bool TryFind(string name, out ResourcePolicy? resource) => name.StartsWith(WildcardPrefix, StringComparison.Ordinal)
        ? TryFindWildcard(name.AsSpan(WildcardPrefix.Length), out resource)
        : TryFindExact(name, out resource);

    /// <summary>The same for the part of a wildcard behind <c>*.</c></summary>
    public bool TryFindWildcard(ReadOnlySpan<char> suffix, out ResourcePolicy? resource) => _wildcards.TryGetValue(suffix, out resource);

    private sealed class Builder(int capacity)
    {
        public Dictionary<string, ResourcePolicy?> Exact { get; } = new(capacity, StringComparer.Ordinal);

        public Dictionary<string, ResourcePolicy?> Wildcards { get; } = new(StringComparer.Ordinal);

        public Dictionary<Guid, ResourcePolicy?> Resources { get; } = new(capacity);

        public Dictionary<string, ResourcePolicy?> NamesOf(string name, out string key)
        {
            var isWildcard = name.StartsWith(WildcardPrefix, StringComparison.Ordinal);
            key = isWildcard ? name[WildcardPrefix.Length..] : name;
            return isWildcard ? Wildcards : Exact;
        }

        public void Add(ResourcePolicy resource)
        {
            if (Resources.GetValueOrDefault(resource.ResourceId) is not null)
                throw new ArgumentException($"Two resources have the key {resource.ResourceId}.");
            Resources[resource.ResourceId] = resource;
            foreach (var name in resource.Names)
            {
                var names = NamesOf(name, out var key);
                if (names.GetValueOrDefault(key) is not null) throw new ArgumentException($"Two resources have the name '{name}'.");
                names[key] = resource;
            }
        }

        public PolicyIndex Build() => new(Exact, Wildcards, Resources);
    }
}
