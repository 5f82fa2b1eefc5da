namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>A private endpoint by all that people call it.</summary>
/// <param name="Name">As its people have named it; empty where they have not.</param>
/// <param name="LinkId">Null as long as it is not known.</param>
public sealed record EndpointName(Guid Id, string Name, string Reference, string? LinkId, string Tenant);
