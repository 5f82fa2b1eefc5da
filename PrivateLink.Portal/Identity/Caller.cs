namespace PrivateLink.Portal.Identity;

/// <summary>
/// Who asks, and how far that person may see: first argument of every service method. A company caller sees all tenants; a
/// tenant's caller sees its own rows, and everybody else's do not exist.
/// </summary>
public sealed record Caller
{
    private Caller(string person, Guid? tenantId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        Person = person;
        TenantId = tenantId;
    }

    /// <summary>The name that revisions and conflict messages show.</summary>
    public string Person { get; }

    /// <summary>The tenant whose rows the caller sees; null for the company, which sees all.</summary>
    public Guid? TenantId { get; }

    public bool IsCompany => TenantId is null;

    /// <summary>Somebody of the company that runs this portal.</summary>
    public static Caller Company(string person) => new(person, tenantId: null);

    /// <summary>Somebody of a customer.</summary>
    public static Caller Tenant(string person, Guid tenantId) => new(person, tenantId);

    /// <summary>Whether a row of this tenant exists for the caller. A row of no tenant is the company's.</summary>
    public bool Sees(Guid? tenantId) => IsCompany || TenantId == tenantId;
}
