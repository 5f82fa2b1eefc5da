namespace PrivateLink.Portal.Access;

/// <summary>
/// The caller, with the role and the rows that the caller may see: the first argument of every service method. A company caller sees all tenants. A
/// tenant's caller sees only its own rows; for it, others do not exist. Use <see cref="Permissions.May"/> to check what the role allows.
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

    /// <summary>The person's account; null for callers without one, such as a command at the command line.</summary>
    public Guid? PersonId { get; }

    /// <summary>The tenant whose rows the caller sees; null for the company, which sees all.</summary>
    public Guid? TenantId { get; private init; }

    /// <summary>The role on the company's side; null for a tenant's caller.</summary>
    public CompanyRole? CompanyRole { get; private init; }

    /// <summary>The role in <see cref="TenantId"/>; null for the company.</summary>
    public TenantRole? TenantRole { get; private init; }

    /// <summary>Where the request or the open page's connection comes from, if known; for the audit log.</summary>
    public string? Address { get; init; }

    /// <summary>The session of the caller; null without a sign-in.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Whether the person's access has not changed since this caller was created. Callers without an account never expire.</summary>
    public bool Stands => Standing?.IsCurrent ?? true;

    internal LiveAccess.Standing? Standing { get; init; }

    public bool IsCompany => CompanyRole is not null;

    /// <summary>A person of the company that runs this portal.</summary>
    public static Caller Company(string person, CompanyRole role = Access.CompanyRole.Administrator, Guid? personId = null) =>
        new(person, personId) { CompanyRole = role };

    /// <summary>A person of a customer.</summary>
    public static Caller Tenant(string person, Guid tenantId, TenantRole role = Access.TenantRole.Owner, Guid? personId = null) =>
        new(person, personId) { TenantId = tenantId, TenantRole = role };

    /// <summary>A person whose account has no role, or may not use it yet. The person can only manage the account.</summary>
    public static Caller Account(string person, Guid personId) => new(person, personId);

    /// <summary>Whether a tenant's row exists for the caller. A row without a tenant belongs to the company.</summary>
    public bool Sees(Guid? tenantId) => IsCompany || (TenantId is not null && TenantId == tenantId);
}
