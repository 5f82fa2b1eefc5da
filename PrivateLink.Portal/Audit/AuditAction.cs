using System.Reflection;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// The actions that the audit log records: a closed list. Databases and other people's scripts contain the codes. Add codes, but never change one.
/// </summary>
public sealed record AuditAction
{
    public static readonly AuditAction ResourceCreated = new("resource.created", "Resource created");
    public static readonly AuditAction ResourceChanged = new("resource.changed", "Resource changed");
    public static readonly AuditAction ResourceEnforced = new("resource.enforced", "Enforced on trial");
    public static readonly AuditAction ResourceConfirmed = new("resource.confirmed", "Enforcement confirmed");
    public static readonly AuditAction ResourceRolledBack = new("resource.rolledback", "Rolled back to Monitor");
    public static readonly AuditAction ResourceGlassBroken = new("resource.glassbroken", "Emergency stop: back to Monitor");
    public static readonly AuditAction ResourceEnforcedAgain = new("resource.enforcedagain", "Enforced again after an emergency stop");
    public static readonly AuditAction PrivateEndpointStarted = new("privateendpoint.started", "Private endpoint setup started");
    public static readonly AuditAction PrivateEndpointChanged = new("privateendpoint.changed", "Private endpoint changed");
    public static readonly AuditAction PrivateEndpointLinked = new("privateendpoint.linked", "Link ID entered");
    public static readonly AuditAction PrivateEndpointClaimIssued = new("privateendpoint.claimissued", "One-time name issued");
    public static readonly AuditAction PrivateEndpointProven = new("privateendpoint.proven", "Link ID proved");
    public static readonly AuditAction PrivateEndpointVerified = new("privateendpoint.verified", "First connection seen");
    public static readonly AuditAction PrivateEndpointExpired = new("privateendpoint.expired", "Reservation expired");
    public static readonly AuditAction PrivateEndpointSwitched = new("privateendpoint.switched", "Private endpoint enabled or disabled");
    public static readonly AuditAction PrivateEndpointReleased = new("privateendpoint.released", "Link ID released");
    public static readonly AuditAction PrivateEndpointRetired = new("privateendpoint.retired", "Private endpoint retired");
    public static readonly AuditAction PrivateEndpointAllowed = new("privateendpoint.allowed", "Account allowed");
    public static readonly AuditAction PrivateEndpointAssigned = new("privateendpoint.assigned", "Link ID assigned by the company");
    public static readonly AuditAction PrivateEndpointApproved = new("privateendpoint.approved", "Connection approved by the company");
    public static readonly AuditAction PrivateEndpointRefused = new("privateendpoint.refused", "Connection refused by the company");
    public static readonly AuditAction PrivateEndpointResolved = new("privateendpoint.resolved", "Dispute resolved");
    public static readonly AuditAction HandoverMade = new("privateendpoint.handovermade", "Hand-over link created");
    public static readonly AuditAction HandoverOpened = new("privateendpoint.handoveropened", "Hand-over link opened for the first time");
    public static readonly AuditAction HandoverPasted = new("privateendpoint.handoverpasted", "Answer sent through a hand-over link");
    public static readonly AuditAction HandoverUsed = new("privateendpoint.handoverused", "Hand-over answer applied");
    public static readonly AuditAction HandoverDiscarded = new("privateendpoint.handoverdiscarded", "Hand-over answer discarded");
    public static readonly AuditAction HandoverTakenBack = new("privateendpoint.handovertakenback", "Hand-over link revoked");
    public static readonly AuditAction HandoverEnded = new("privateendpoint.handoverended", "Hand-over link ended");
    public static readonly AuditAction ServiceCreated = new("service.created", "Private link service added");
    public static readonly AuditAction ServiceChanged = new("service.changed", "Private link service changed");
    public static readonly AuditAction UpstreamCreated = new("upstream.created", "Upstream added");
    public static readonly AuditAction UpstreamChanged = new("upstream.changed", "Upstream changed");
    public static readonly AuditAction UpstreamDeleted = new("upstream.deleted", "Upstream deleted");
    public static readonly AuditAction ConnectionClosed = new("connection.closed", "Connection closed");
    public static readonly AuditAction ConnectionShared = new("connection.shared", "Connection shared with a link");
    public static readonly AuditAction SharedConnectionOpened = new("connection.sharedopened", "Shared link opened for the first time");
    public static readonly AuditAction SharedConnectionTakenBack = new("connection.sharedtakenback", "Shared link revoked");
    public static readonly AuditAction OpeningsConfirmed = new("policy.confirmed", "Held changes confirmed");
    public static readonly AuditAction SettingsTaken = new("settings.taken", "Changed settings taken without a restart");
    public static readonly AuditAction UpgradeDone = new("upgrade.done", "A new process took over");
    public static readonly AuditAction UpgradeFailed = new("upgrade.failed", "Upgrade failed; the old process goes on");

    public static readonly AuditAction ViewSaved = new("view.saved", "View saved");
    public static readonly AuditAction ViewShared = new("view.shared", "View shared, or sharing stopped");
    public static readonly AuditAction ViewRemoved = new("view.removed", "View removed");
    public static readonly AuditAction DemonstrationFilled = new("demonstration.filled", "Empty database filled for the demonstration");
    public static readonly AuditAction DemonstrationPeopled = new("demonstration.peopled", "Demonstration people created");

    public static readonly AuditAction EvidenceMade = new("evidence.made", "Evidence created");
    public static readonly AuditAction AuditExported = new("audit.exported", "Activity exported");

    public static readonly AuditAction AdministratorCreated = new("person.administrator_created", "Administrator created");
    public static readonly AuditAction PersonSignedIn = new("person.signed_in", "Signed in");
    public static readonly AuditAction PersonSignedOut = new("person.signed_out", "Signed out");
    public static readonly AuditAction ScopeChanged = new("person.scope_changed", "Switched between tenant and company");
    public static readonly AuditAction PersonRenamed = new("person.renamed", "Name changed");
    public static readonly AuditAction NewsChosen = new("person.news_chosen", "Email preferences changed");
    public static readonly AuditAction PasswordChanged = new("person.password_changed", "Password changed");
    public static readonly AuditAction PasswordReset = new("person.password_reset", "Password reset through a link");
    public static readonly AuditAction ResetLinkMade = new("person.reset_link_made", "Password reset link created");
    public static readonly AuditAction AuthenticatorAdded = new("person.authenticator_added", "Authenticator enabled");
    public static readonly AuditAction AuthenticatorRemoved = new("person.authenticator_removed", "Authenticator disabled");
    public static readonly AuditAction RecoveryCodesMade = new("person.recovery_codes_made", "Recovery codes created");
    public static readonly AuditAction PasskeyAdded = new("person.passkey_added", "Passkey added");
    public static readonly AuditAction PasskeyRemoved = new("person.passkey_removed", "Passkey removed");
    public static readonly AuditAction SessionEnded = new("person.session_ended", "Session ended");
    public static readonly AuditAction SessionsEnded = new("person.sessions_ended", "All sessions ended");
    public static readonly AuditAction MemberRoleChanged = new("person.role_changed", "Role changed");
    public static readonly AuditAction MemberRemoved = new("person.role_removed", "Role removed");
    public static readonly AuditAction InvitationSent = new("invitation.made", "Invitation created");
    public static readonly AuditAction InvitationResent = new("invitation.renewed", "Invitation link renewed");
    public static readonly AuditAction InvitationRevoked = new("invitation.revoked", "Invitation revoked");
    public static readonly AuditAction InvitationAccepted = new("invitation.accepted", "Invitation accepted");
    public static readonly AuditAction TenantCreated = new("tenant.created", "Tenant created");
    public static readonly AuditAction TenantRenamed = new("tenant.renamed", "Tenant renamed");
    public static readonly AuditAction TenantSuspended = new("tenant.suspended", "Tenant suspended");
    public static readonly AuditAction TenantResumed = new("tenant.resumed", "Tenant suspension ended");
    public static readonly AuditAction NoticeRead = new("tenant.notice_read", "Notice marked as read");

    private AuditAction(string code, string words) => (Code, Words) = (code, words);

    /// <summary>All actions, in the order of this file.</summary>
    public static IReadOnlyList<AuditAction> All { get; } =
    [
        .. typeof(AuditAction).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType == typeof(AuditAction))
            .Select(field => (AuditAction)field.GetValue(null)!),
    ];

    /// <summary>The kind and the act: <c>resource.changed</c>.</summary>
    public string Code { get; }

    /// <summary>The first half of the code: the kind of target.</summary>
    public string Kind => Code[..Code.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The text that a page shows.</summary>
    public string Words { get; }

    public override string ToString() => Code;

    /// <summary>The words for a code, or the code itself if a newer portal wrote it.</summary>
    public static string WordsOf(string code) => All.FirstOrDefault(action => action.Code == code)?.Words ?? code;
}
