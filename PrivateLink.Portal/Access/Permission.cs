using System.Diagnostics.CodeAnalysis;

namespace PrivateLink.Portal.Access;

/// <summary>
/// What a caller can be allowed to do: a closed list. Who may is in <see cref="Permissions"/>; <c>docs/permissions.md</c> is the same
/// table in another form.
/// </summary>
[SuppressMessage("Naming", "CA1711", Justification = "The suffix was code access security's, which is gone; this is the word of the domain.")]
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
