using PrivateLink.Engine.Forwarding;

namespace PrivateLink.Engine.Policy;

/// <summary>What the policy says about one protected host. Immutable, safe for any thread.</summary>
public sealed class ResourcePolicy
{
    /// <summary>The portal's key of the resource.</summary>
    public required Guid ResourceId { get; init; }

    /// <summary>The portal's key of the tenant that owns it.</summary>
    public required Guid TenantId { get; init; }

    /// <summary>
    /// The host name and its aliases, lower-case ASCII: exact names, or <c>*.</c> and a suffix for exactly one label. The first
    /// one is the resource's own.
    /// </summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>How strictly it is protected.</summary>
    public required ResourceMode Mode { get; init; }

    /// <summary>True when the resource is switched off or its tenant suspended: nobody connects.</summary>
    public bool Disabled { get; init; }

    /// <summary>The private endpoints that may connect. Empty closes an enforced resource; it never opens it.</summary>
    public LinkTable Links { get; init; } = LinkTable.Empty;

    /// <summary>Where admitted connections go.</summary>
    public required Upstream Upstream { get; init; }
}
