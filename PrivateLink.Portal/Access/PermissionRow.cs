namespace PrivateLink.Portal.Access;

/// <summary>One line of the table.</summary>
/// <param name="Permission">What is allowed.</param>
/// <param name="Words">The same behind "may".</param>
/// <param name="Company">The company's roles that may, in every tenant.</param>
/// <param name="Tenant">The tenant's roles that may, in their own.</param>
public sealed record PermissionRow(Permission Permission, string Words, IReadOnlyList<CompanyRole> Company, IReadOnlyList<TenantRole> Tenant)
{
    /// <summary>A sentence for somebody who may not: who it is that may.</summary>
    public string WhoMay => $"Only {Who} may {Words}.";

    private string Who => string.Join(" and ", ((string?[])[Of(Company, "company"), Of(Tenant, "tenant")]).Where(side => side is not null));

    /// <summary>An account is its person's own, whatever the person's role, and without one.</summary>
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
