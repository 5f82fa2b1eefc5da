using static PrivateLink.Portal.Access.CompanyRole;

namespace PrivateLink.Portal.Access;

/// <summary>The table of who may do what. A permission without a row fails on first use, and in a test.</summary>
public static class Permissions
{
    private static readonly CompanyRole[] Company = [Administrator, Operator, CompanyRole.Viewer];
    private static readonly CompanyRole[] Operators = [Administrator, Operator];
    private static readonly CompanyRole[] Administrators = [Administrator];
    private static readonly TenantRole[] Tenant = [TenantRole.Owner, TenantRole.Member, TenantRole.Viewer];
    private static readonly TenantRole[] Members = [TenantRole.Owner, TenantRole.Member];
    private static readonly TenantRole[] Owners = [TenantRole.Owner];

    private static readonly Dictionary<Permission, PermissionRow> Rows = new PermissionRow[]
    {
        new(Permission.ViewOverview, "see the overview", Company, Tenant),
        new(Permission.ViewConnections, "see connections", Company, Tenant),
        new(Permission.CloseConnections, "close open connections", Operators, []),
        new(Permission.ShareConnections, "share single connections with people without an account", Operators, Members),
        new(Permission.ViewEngine, "see the engine's state", Company, Tenant),
        new(Permission.ViewResources, "see resources", Company, Tenant),
        new(Permission.AddResources, "add hosts, and assign their upstreams", Operators, []),
        new(Permission.EditResources, "change resources and their links", Operators, Members),
        new(Permission.LoosenResources, "make a resource less strict", Administrators, Owners),
        new(Permission.ViewPrivateEndpoints, "see private endpoints", Company, Tenant),
        new(Permission.EditPrivateEndpoints, "set up private endpoints", Operators, Members),
        new(Permission.ViewServices, "see private link services", Company, Tenant),
        new(Permission.EditServices, "change private link services", Operators, []),
        new(Permission.ViewUpstreams, "see upstreams", Company, []),
        new(Permission.EditUpstreams, "change upstreams", Operators, []),
        new(Permission.ViewListeners, "see listeners", Company, []),
        new(Permission.ViewPolicyRevisions, "see policy revisions", Company, []),
        new(Permission.RollBackPolicy, "roll the policy back, and confirm held changes", Administrators, []),
        new(Permission.ViewUnclaimedLinks, "see unclaimed links", Company, []),
        new(Permission.ResolveClaims, "assign links and resolve disputes about them", Operators, []),
        new(Permission.UseTools, "use the simulator and the decoders", Company, []),
        new(Permission.ViewActivity, "see a tenant's activity", Company, Tenant),
        new(Permission.ReadNotices, "mark the company's notices as read", [], Owners),
        new(Permission.ViewAudit, "see and export the audit log", Company, []),
        new(Permission.MakeEvidence, "create evidence for auditors", Company, Owners),
        new(Permission.ViewTenants, "see the list of tenants", Company, []),
        new(Permission.EditTenants, "create and rename tenants", Operators, []),
        new(Permission.SuspendTenants, "suspend tenants", Administrators, []),
        new(Permission.ViewMembers, "see a tenant's members", Company, Tenant),
        new(Permission.EditMembers, "invite and remove a tenant's members", Administrators, Owners),
        new(Permission.ViewCompanyMembers, "see the company's members", Company, []),
        new(Permission.EditCompanyMembers, "invite and remove the company's members", Administrators, []),
        new(Permission.ResetPasswords, "create password reset links", Administrators, []),
        new(Permission.EditFactors, "see what people sign in with, remove it, and end their sessions", Administrators, []),
        new(Permission.ViewSettings, "see the settings in force", Operators, []),
        new(Permission.EditOwnAccount, "change their own account", Company, Tenant),
    }.ToDictionary(row => row.Permission);

    /// <summary>All rows, in the order of the document.</summary>
    public static IEnumerable<PermissionRow> All => Rows.Values;

    public static PermissionRow Of(Permission permission) => Rows[permission];

    public static bool May(this Caller caller, Permission permission) => Of(permission).Allows(caller);

    /// <summary>
    /// Checks the permission that <see cref="RequiresAttribute"/> declares; the first statement of every service method that reads. A method that
    /// writes passes the permission to the change writer.
    /// </summary>
    /// <exception cref="NotPermittedException">The caller lacks the permission.</exception>
    public static void Demand(this Caller caller, Permission permission)
    {
        if (!caller.May(permission)) throw new NotPermittedException(permission);
    }
}
