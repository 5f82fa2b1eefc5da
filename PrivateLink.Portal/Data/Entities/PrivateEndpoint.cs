using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>The consumer-side object of a tenant in its own cloud network.</summary>
public sealed class PrivateEndpoint : Entity
{
    /// <summary>The longest AWS text that a PROXY header is believed to carry.</summary>
    public const int LinkIdLength = 255;

    public required Guid TenantId { get; init; }

    public Tenant? Tenant { get; private set; }

    public required Guid ServiceId { get; init; }

    public PrivateLinkService? Service { get; private set; }

    /// <summary>The service's cloud; the database refuses another one.</summary>
    public required CloudProvider Cloud { get; init; }

    /// <summary>Canonical text. GCP's numbers exceed what a database's 64-bit integer holds.</summary>
    public required string LinkId { get; init; }

    /// <summary>False while the endpoint is switched off for all resources of its tenant.</summary>
    public bool Enabled { get; set; } = true;
}
