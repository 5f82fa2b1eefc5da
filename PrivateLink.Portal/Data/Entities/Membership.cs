using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.Data.Entities;

/// <summary>A person's role in a tenant. One person may be a member of several.</summary>
public sealed class Membership : Entity
{
    public required Guid TenantId { get; init; }

    public Tenant? Tenant { get; private set; }

    public required Guid PersonId { get; init; }

    public PortalUser? Person { get; private set; }

    public required TenantRole Role { get; set; }
}
