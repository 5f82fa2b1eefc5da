using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Resources;

/// <summary>The choices in the form of a resource.</summary>
/// <param name="Upstreams">Empty for tenants, because the company assigns upstreams.</param>
/// <param name="Services">For tenants, the published services and those that their endpoints use.</param>
public sealed record ResourceChoices(
    IReadOnlyList<TenantChoice> Tenants,
    [property: TenantSees(TenantSight.Nothing)] IReadOnlyList<UpstreamChoice> Upstreams,
    IReadOnlyList<ServiceChoice> Services);

public sealed record TenantChoice(Guid Id, string Name);

/// <param name="Addresses">The addresses, separated by commas.</param>
/// <param name="SendsHeader">Whether its backends receive the authorised host and the link.</param>
public sealed record UpstreamChoice(Guid Id, string Name, string Addresses, bool SendsHeader = false);

public sealed record ServiceChoice(Guid Id, string Name, CloudProvider Cloud);
