namespace PrivateLink.Portal.Access;

/// <summary>
/// What a tenant sees of a field that services hand out; a field without it shows a tenant what it shows the company. docs/permissions.md
/// lists all of them, and a test compares: a new field has to be thought about.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TenantSeesAttribute(TenantSight sight) : Attribute
{
    public TenantSight Sight => sight;
}

/// <summary>How much of a field is a tenant's to see.</summary>
public enum TenantSight
{
    /// <summary>It is the company's: null, or empty.</summary>
    Nothing,

    /// <summary>What the company sees.</summary>
    Everything,

    /// <summary>Where the link is one of the tenant's own, or its host lists it.</summary>
    OwnLinks,

    /// <summary>Where it is the client's, and not a load balancer's.</summary>
    Clients,

    /// <summary>Where it is about the tenant's own people.</summary>
    OwnPeople,
}
