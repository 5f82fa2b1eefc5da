using System.Diagnostics.CodeAnalysis;

namespace PrivateLink.Portal.Access;

/// <summary>
/// The closed list of what a caller can be allowed to do. <see cref="Permissions"/> says who may; <c>docs/permissions.md</c> shows the same table.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "The suffix belonged to code access security, which no longer exists. Here it is the domain's word.")]
public enum Permission
{
    ViewOverview,
    ViewConnections,
    CloseConnections,
    ShareConnections,
    ViewEngine,
    ViewResources,
    AddResources,
    EditResources,
    LoosenResources,
    ViewPrivateEndpoints,
    EditPrivateEndpoints,
    ViewServices,
    EditServices,
    ViewUpstreams,
    EditUpstreams,
    ViewListeners,
    ViewPolicyRevisions,
    RollBackPolicy,
    ViewUnclaimedLinks,
    ResolveClaims,
    UseTools,
    ViewActivity,
    ReadNotices,
    ViewAudit,
    MakeEvidence,
    ViewTenants,
    EditTenants,
    SuspendTenants,
    ViewMembers,
    EditMembers,
    ViewCompanyMembers,
    EditCompanyMembers,
    ResetPasswords,
    EditFactors,
    ViewSettings,
    EditOwnAccount,
}
