namespace PrivateLink.Protocol.Policy;

/// <summary>The policy of one protected host. Immutable and thread-safe.</summary>
public sealed class ResourcePolicy
{
    // One string, or an array of several: a million one-element lists would waste memory.
    private readonly object _names = Array.Empty<string>();

    /// <summary>The portal's key of the resource.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>The portal's key of the tenant that owns it.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>
    /// The host name and its aliases, lower-case ASCII: exact names, or <c>*.</c> and a suffix for exactly one label. The first
    /// one is the resource's own.
    /// </summary>
    public required IReadOnlyList<string> Names
    {
        get => _names as string[] ?? [(string)_names];
        init => _names = value.Count == 1 ? value[0] : value.ToArray();
    }

    /// <summary>How strictly it is protected.</summary>
    public required ResourceMode Mode { get; init; }

    /// <summary>True if the resource is disabled or its tenant is suspended: every connection is denied.</summary>
    public bool Disabled { get; init; }

    /// <summary>The private endpoints that may connect. Empty closes an enforced resource; it never opens it.</summary>
    public LinkTable Links { get; init; } = LinkTable.Empty;

    /// <summary>The upstream for admitted connections.</summary>
    public required Upstream Upstream { get; init; }

    internal int NameCount => _names is string[] several ? several.Length : 1;

    internal string NameAt(int index) => _names is string[] several ? several[index] : (string)_names;

    /// <summary>Whether the resource has this name, given in the parts of <see cref="PolicyName.Split"/>. Does not allocate.</summary>
    internal bool HasName(ReadOnlySpan<char> name, bool isWildcard)
    {
        for (var i = 0; i < NameCount; i++)
            if (PolicyName.Is(NameAt(i), name, isWildcard)) return true;
        return false;
    }

    /// <summary>A copy with other names, mode, state and links.</summary>
    internal ResourcePolicy WithContent(IReadOnlyList<string> names, ResourceMode mode, bool disabled, LinkTable links) => new()
    {
        ResourceId = ResourceId,
        TenantId = TenantId,
        Names = names,
        Mode = mode,
        Disabled = disabled,
        Links = links,
        Upstream = Upstream,
    };

    /// <summary>Whether every field is equal.</summary>
    internal bool IsSameAs(ResourcePolicy other) =>
        ResourceId == other.ResourceId
        && TenantId == other.TenantId
        && Mode == other.Mode
        && Disabled == other.Disabled
        && HasSameNamesAs(other)
        && Links.IsSameAs(other.Links)
        && (ReferenceEquals(Upstream, other.Upstream) || Upstream.IsSameAs(other.Upstream));

    private bool HasSameNamesAs(ResourcePolicy other)
    {
        if (NameCount != other.NameCount) return false;
        for (var i = 0; i < NameCount; i++)
            if (NameAt(i) != other.NameAt(i)) return false;
        return true;
    }
}
