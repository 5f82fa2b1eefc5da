using System.Collections.Frozen;

namespace PrivateLink.Engine.Policy;

/// <summary>
/// The compiled policy of one revision. Immutable and swapped by reference: a connection reads it once, and its record names
/// the revision. Safe for any thread.
/// </summary>
public sealed class PolicySnapshot
{
    private readonly FrozenDictionary<string, ResourcePolicy>.AlternateLookup<ReadOnlySpan<char>> _exact;
    private readonly FrozenDictionary<string, ResourcePolicy>.AlternateLookup<ReadOnlySpan<char>> _wildcards;

    /// <summary>Compiles a policy.</summary>
    /// <param name="revision">Grows with every change.</param>
    /// <param name="createdAt">When it was compiled, UTC.</param>
    /// <param name="resources">Every resource, also disabled ones: they are denied by name.</param>
    /// <exception cref="ArgumentException">Two resources have the same name.</exception>
    public PolicySnapshot(long revision, DateTimeOffset createdAt, IEnumerable<ResourcePolicy> resources)
    {
        Revision = revision;
        CreatedAt = createdAt;
        Resources = [.. resources];

        var exact = new Dictionary<string, ResourcePolicy>(StringComparer.Ordinal);
        var wildcards = new Dictionary<string, ResourcePolicy>(StringComparer.Ordinal);
        foreach (var resource in Resources)
            foreach (var name in resource.Names)
            {
                var isWildcard = name.StartsWith("*.", StringComparison.Ordinal);
                if (!(isWildcard ? wildcards.TryAdd(name[2..], resource) : exact.TryAdd(name, resource)))
                    throw new ArgumentException($"Two resources have the name '{name}'.", nameof(resources));
            }

        _exact = exact.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _wildcards = wildcards.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The number that records name.</summary>
    public long Revision { get; }

    /// <summary>When the snapshot was compiled, UTC.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>Every resource of the policy.</summary>
    public IReadOnlyList<ResourcePolicy> Resources { get; }

    /// <summary>The resource of a name: the exact entry, else the wildcard of one label. An exact entry inherits nothing.</summary>
    /// <param name="serverName">A normalised server name (<c>ServerName</c>).</param>
    public ResourcePolicy? Find(ReadOnlySpan<char> serverName)
    {
        if (_exact.TryGetValue(serverName, out var resource)) return resource;
        var dot = serverName.IndexOf('.');
        return dot > 0 && _wildcards.TryGetValue(serverName[(dot + 1)..], out resource) ? resource : null;
    }
}
