namespace PrivateLink.Portal.Data.Entities;

/// <summary>A one-time name that a tenant sends to the engine through its private endpoint.</summary>
public sealed class ClaimTicket : Entity
{
    public required Guid TenantId { get; init; }

    public required Guid PrivateEndpointId { get; init; }

    public PrivateEndpoint? PrivateEndpoint { get; private set; }

    /// <summary>The whole name, including the claim suffix. It is the tenant's secret until it is used.</summary>
    public required string Name { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>When a person confirmed that the observed connection was theirs.</summary>
    public DateTime? ConfirmedAt { get; set; }
}
