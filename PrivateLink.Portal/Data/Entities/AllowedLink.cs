namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// A private endpoint that a resource lists. Both belong to the same tenant. The tenant is part of both foreign keys, so the database itself refuses
/// a reference across tenants.
/// </summary>
public sealed class AllowedLink : ISwitched
{
    public required Guid TenantId { get; init; }

    public Guid ResourceId { get; private set; }

    public Guid PrivateEndpointId { get; private set; }

    public required PrivateEndpoint PrivateEndpoint { get; init; }

    /// <summary>False while the link is disabled for this resource. The link stays listed and is denied with its own reason.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether the company disabled it. False while it is enabled.</summary>
    public bool SwitchedOffByCompany { get; set; }
}
