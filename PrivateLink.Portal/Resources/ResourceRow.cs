using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>A resource in the list.</summary>
/// <param name="Upstream">Its upstream's name; null for tenants.</param>
/// <param name="UpstreamIsTold">Whether its upstream receives the authorised host and link; null for tenants.</param>
public sealed record ResourceRow(
    Guid Id,
    string Host,
    string Tenant,
    ResourceMode Mode,
    bool Enabled,
    [property: TenantSees(TenantSight.Nothing)] string? Upstream,
    IReadOnlyList<LinkView> Links,
    DateTime UpdatedAt,
    [property: TenantSees(TenantSight.Nothing)] bool? UpstreamIsTold = false)
{
    /// <summary>Whether its tenant is suspended. The resource then accepts no connections.</summary>
    public bool IsTenantSuspended { get; init; }
}

/// <summary>A private endpoint that a resource lists.</summary>
public sealed record LinkView(CloudProvider Cloud, string LinkId, string Service, bool Enabled);
