using PrivateLink.Engine.Links;
using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>A resource in the list.</summary>
/// <param name="UpstreamIsTold">Whether its upstream learns which host and link were authorised.</param>
public sealed record ResourceRow(
    Guid Id,
    string Host,
    string Tenant,
    Guid TenantId,
    ResourceMode Mode,
    bool Enabled,
    string Upstream,
    IReadOnlyList<LinkView> Links,
    DateTime UpdatedAt,
    bool UpstreamIsTold = false);

/// <summary>A private endpoint that a resource lists.</summary>
public sealed record LinkView(CloudProvider Cloud, string LinkId, string Service, bool Enabled);
