namespace PrivateLink.Portal.Data.Entities;

/// <summary>A one-time name that a tenant shows the engine through its private endpoint.</summary>
public sealed class ClaimTicket : Entity
{
    public required Guid TenantId { get; init; }

    public required Guid PrivateEndpointId { get; init; }

    public PrivateEndpoint? PrivateEndpoint { get; private set; }

    /// <summary>The whole name, claim suffix included; a secret of the tenant until it is used.</summary>
    public required string Name { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>When a person said that what came through was theirs.</summary>
    public DateTime? ConfirmedAt { get; set; }
}
