using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Resources;

/// <summary>What the form of a resource offers.</summary>
/// <param name="Upstreams">Empty for tenants, to whom they are assigned.</param>
/// <param name="Services">For tenants those that are published, and those that their endpoints use.</param>
public sealed record ResourceChoices(
    IReadOnlyList<TenantChoice> Tenants,
    [property: TenantSees(TenantSight.Nothing)] IReadOnlyList<UpstreamChoice> Upstreams,
    IReadOnlyList<ServiceChoice> Services);

public sealed record TenantChoice(Guid Id, string Name);

/// <param name="Addresses">The addresses, separated by commas.</param>
/// <param name="SendsHeader">Whether its backends are told the authorised host and the link.</param>
public sealed record UpstreamChoice(Guid Id, string Name, string Addresses, bool SendsHeader = false);

public sealed record ServiceChoice(Guid Id, string Name, CloudProvider Cloud);
