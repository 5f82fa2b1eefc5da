using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>All the names of a private endpoint.</summary>
/// <param name="Name">The name that its people gave it; empty if they gave none.</param>
/// <param name="LinkId">The link ID; null until it is known.</param>
public sealed record EndpointName(Guid Id, string Name, string Reference, string? LinkId, string Tenant, CloudProvider Cloud);
