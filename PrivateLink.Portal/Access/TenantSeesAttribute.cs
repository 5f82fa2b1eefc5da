namespace PrivateLink.Portal.Access;

/// <summary>
/// What a tenant sees of a field in a service's result. Without the attribute, a tenant sees the same as the company. docs/permissions.md lists all
/// fields and a test compares it, so each new field needs a decision.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TenantSeesAttribute(TenantSight sight) : Attribute
{
    public TenantSight Sight => sight;
}

/// <summary>How much of a field a tenant may see.</summary>
public enum TenantSight
{
    /// <summary>Nothing: the field is null or empty, because it is the company's.</summary>
    Nothing,

    /// <summary>The same as the company.</summary>
    Everything,

    /// <summary>Only if the link is the tenant's own, or its host lists it.</summary>
    OwnLinks,

    /// <summary>Only if the address is a client's, and not a load balancer's.</summary>
    Clients,

    /// <summary>Only if it is about the tenant's own people.</summary>
    OwnPeople,
}
