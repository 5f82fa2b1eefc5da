namespace PrivateLink.Portal.Access;

/// <summary>One row of the table of permissions.</summary>
/// <param name="Permission">What is allowed.</param>
/// <param name="Words">The permission in words, to follow "may".</param>
/// <param name="Company">The company's roles that have it, in every tenant.</param>
/// <param name="Tenant">The tenant's roles that have it, in their own tenant.</param>
public sealed record PermissionRow(Permission Permission, string Words, IReadOnlyList<CompanyRole> Company, IReadOnlyList<TenantRole> Tenant)
{
    /// <summary>A sentence for a person without the permission: who has it.</summary>
    public string WhoMay => $"Only {Who} may {Words}.";

    private string Who => string.Join(" and ", ((string?[])[Of(Company, "company"), Of(Tenant, "tenant")]).Where(side => side is not null));

    /// <summary>People may always manage their own account, with any role or none.</summary>
    public bool Allows(Caller caller) => caller.Stands && (HasRole(caller) || Permission == Permission.EditOwnAccount);

    private bool HasRole(Caller caller) =>
        caller.CompanyRole is { } company ? Company.Contains(company) : caller.TenantRole is { } tenant && Tenant.Contains(tenant);

    private static string? Of<TRole>(IReadOnlyList<TRole> roles, string side)
        where TRole : struct, Enum =>
        roles.Count switch
        {
            0 => null,
            _ when roles.Count == Enum.GetValues<TRole>().Length => $"people of the {side}",
            _ => $"{string.Join(" and ", roles.Select(role => $"{role.ToString()!.ToLowerInvariant()}s"))} of the {side}",
        };
}
