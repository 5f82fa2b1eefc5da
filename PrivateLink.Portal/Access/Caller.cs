namespace PrivateLink.Portal.Access;

/// <summary>
/// Who asks, how far that person may see, and in which role: first argument of every service method. A company caller sees all tenants; a
/// tenant's caller sees its own rows, and everybody else's do not exist. What the role allows is asked with <see cref="Permissions.May"/>.
/// </summary>
public sealed record Caller
{
    private Caller(string person, Guid? personId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        Person = person;
        PersonId = personId;
    }

    /// <summary>The name that revisions and conflict messages show.</summary>
    public string Person { get; }

    /// <summary>The person's account; null for what no account does, such as a verb at the command line.</summary>
    public Guid? PersonId { get; }

    /// <summary>The tenant whose rows the caller sees; null for the company, which sees all.</summary>
    public Guid? TenantId { get; private init; }

    /// <summary>The role on the company's side; null for a tenant's caller.</summary>
    public CompanyRole? CompanyRole { get; private init; }

    /// <summary>The role in <see cref="TenantId"/>; null for the company.</summary>
    public TenantRole? TenantRole { get; private init; }

    /// <summary>Where the request, or the connection of the open page, comes from, when known; for the audit log.</summary>
    public string? Address { get; init; }

    /// <summary>The sign-in behind the caller; null for what no sign-in does.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Whether the person's access is still as it was when this caller was made. Callers without an account never expire.</summary>
    public bool Stands => Standing?.IsCurrent ?? true;

    internal LiveAccess.Standing? Standing { get; init; }

    public bool IsCompany => CompanyRole is not null;

    /// <summary>Somebody of the company that runs this portal.</summary>
    public static Caller Company(string person, CompanyRole role = Access.CompanyRole.Administrator, Guid? personId = null) =>
        new(person, personId) { CompanyRole = role };

    /// <summary>Somebody of a customer.</summary>
    public static Caller Tenant(string person, Guid tenantId, TenantRole role = Access.TenantRole.Owner, Guid? personId = null) =>
        new(person, personId) { TenantId = tenantId, TenantRole = role };

    /// <summary>Somebody who has an account and no role, or may not use it yet: free to look after the account, and nothing else.</summary>
    public static Caller Account(string person, Guid personId) => new(person, personId);

    /// <summary>Whether a row of this tenant exists for the caller. A row of no tenant is the company's.</summary>
    public bool Sees(Guid? tenantId) => IsCompany || (TenantId is not null && TenantId == tenantId);
}
