using System.Diagnostics.CodeAnalysis;

namespace PrivateLink.Portal.Access;

/// <summary>
/// What a caller can be allowed to do: a closed list. Who may is in <see cref="Permissions"/>; <c>docs/permissions.md</c> is the same
/// table in another form.
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
