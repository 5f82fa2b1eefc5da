using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;

namespace PrivateLink.Portal.People;

/// <summary>A tenant's members and invitations. The company can reach every tenant's; a tenant can reach only its own.</summary>
public sealed class TenantPeople(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, LiveAccess access, InvitationLetters letters, IOptions<CeilingOptions> ceilings, TimeProvider time)
{
    private const string LastOwner = "This is the tenant's last owner. Make another person an owner first, or ask the company.";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Null if the tenant does not exist, or if the caller cannot see it.</summary>
    [Requires(Permission.ViewMembers)]
    public async Task<PeopleOfSide<TenantRole>?> ListAsync(Caller caller, Guid tenantId, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewMembers);
        if (!caller.Sees(tenantId)) return null;
        var now = Now;
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        if (await context.Tenants.VisibleTo(caller).Where(tenant => tenant.Id == tenantId).Select(tenant => tenant.Name).SingleOrDefaultAsync(cancellationToken) is not { } name) return null;
        var members = await context.Memberships
            .Where(membership => membership.TenantId == tenantId)
            .OrderBy(membership => membership.Role).ThenBy(membership => membership.Person!.Name)
            .Select(membership => new MemberRow<TenantRole>(
                membership.Id, membership.PersonId, membership.Person!.Name, membership.Person.Email!, membership.Role,
                membership.Person.LastSignInAt, membership.Person.TwoFactorEnabled,
                context.Set<IdentityUserPasskey<Guid>>().Count(passkey => passkey.UserId == membership.PersonId)))
            .ToListAsync(cancellationToken);
        var invitations = await InvitationEdits.Open(context, tenantId)
            .OrderBy(invitation => invitation.NormalizedEmail)
            .Select(invitation => new InvitationRow<TenantRole>(
                invitation.Id, invitation.Email, invitation.TenantRole!.Value, invitation.InvitedBy, invitation.ExpiresAt, invitation.ExpiresAt <= now))
            .ToListAsync(cancellationToken);
        return new(name, members, invitations);
    }

    /// <summary>Invites a person. The person can accept only with the token in the link; <see cref="InvitationLetters"/> decides who sees that link.</summary>
    [Requires(Permission.EditMembers)]
    public Task<SaveResult> InviteAsync(
        Caller caller, Guid tenantId, InvitationDraft<TenantRole> draft, OneTimeToken token, CancellationToken cancellationToken = default) =>
        SaveAsync(caller, AuditAction.InvitationSent, tenantId, tenantId, (context, tenant, cancel) =>
            InvitationEdits.InviteAsync(
                context, caller, tenant, draft.Email, companyRole: null, draft.Role, token, letters.Proves(caller), ceilings.Value.Invitations, Now, cancel), cancellationToken);

    [Requires(Permission.EditMembers)]
    public Task<SaveResult> ResendAsync(Caller caller, Guid tenantId, Guid invitationId, OneTimeToken token, CancellationToken cancellationToken = default) =>
        SaveAsync(caller, AuditAction.InvitationResent, tenantId, invitationId, (context, _, cancel) =>
            InvitationEdits.ResendAsync(context, tenantId, invitationId, token, letters.Proves(caller), Now, cancel), cancellationToken);

    [Requires(Permission.EditMembers)]
    public Task<SaveResult> RevokeAsync(Caller caller, Guid tenantId, Guid invitationId, CancellationToken cancellationToken = default) =>
        SaveAsync(caller, AuditAction.InvitationRevoked, tenantId, invitationId, (context, _, cancel) =>
            InvitationEdits.RevokeAsync(context, tenantId, invitationId, Now, cancel), cancellationToken);

    [Requires(Permission.EditMembers)]
    public Task<SaveResult> ChangeRoleAsync(Caller caller, Guid tenantId, Guid membershipId, TenantRole role, CancellationToken cancellationToken = default) =>
        EditMemberAsync(caller, AuditAction.MemberRoleChanged, tenantId, membershipId, role == TenantRole.Owner, (_, membership) =>
        {
            var before = FactsOf(membership);
            membership.Role = role;
            return new Edit.Change(AuditTarget.Of(membership.Person!, tenantId), before, FactsOf(membership));
        }, cancellationToken);

    /// <summary>Removes the person's role in this tenant. The account stays, because it may have other roles.</summary>
    [Requires(Permission.EditMembers)]
    public Task<SaveResult> RemoveAsync(Caller caller, Guid tenantId, Guid membershipId, CancellationToken cancellationToken = default) =>
        EditMemberAsync(caller, AuditAction.MemberRemoved, tenantId, membershipId, staysOwner: false, (context, membership) =>
        {
            context.Memberships.Remove(membership);
            return new Edit.Change(AuditTarget.Of(membership.Person!, tenantId), Before: FactsOf(membership));
        }, cancellationToken);

    private async Task<SaveResult> EditMemberAsync(
        Caller caller, AuditAction action, Guid tenantId, Guid membershipId, bool staysOwner, Func<PortalDbContext, Membership, Edit> edit, CancellationToken cancellationToken)
    {
        var personId = Guid.Empty;
        var result = await SaveAsync(caller, action, tenantId, membershipId, async (context, _, cancel) =>
        {
            var membership = await context.Memberships.Include(membership => membership.Person)
                .SingleOrDefaultAsync(membership => membership.TenantId == tenantId && membership.Id == membershipId, cancel);
            if (membership is null) return new Edit.Mistake(new SaveResult.NotFound());

            // Only the company can help a tenant without an owner, so only the company may remove the last one.
            if (membership.Role == TenantRole.Owner && !staysOwner && !caller.IsCompany
                && !await context.Memberships.AnyAsync(other => other.TenantId == tenantId && other.Id != membershipId && other.Role == TenantRole.Owner, cancel))
                return new Edit.Mistake(new SaveResult.Conflict(LastOwner));
            personId = membership.PersonId;
            if (!staysOwner) await InvitationEdits.RevokeSentByAsync(context, personId, tenantId, Now, cancel);
            return edit(context, membership);
        }, cancellationToken);
        if (result is SaveResult.Saved) access.Change(personId);
        return result;
    }

    private Task<SaveResult> SaveAsync(
        Caller caller, AuditAction action, Guid tenantId, Guid about, Func<PortalDbContext, Tenant, CancellationToken, Task<Edit>> edit, CancellationToken cancellationToken) =>
        changes.SaveAsync(caller, Permission.EditMembers, action, async (context, cancel) =>
            await context.Tenants.VisibleTo(caller).SingleOrDefaultAsync(tenant => tenant.Id == tenantId, cancel) is { } tenant
                ? await edit(context, tenant, cancel)
                : new Edit.Refusal(new SaveResult.NotFound(), new AuditTarget("tenant", tenantId, "", caller.TenantId), "This tenant does not exist, or you have no access to it."), about, cancellationToken);

    private static object FactsOf(Membership membership) => new { membership.Person!.Email, membership.Role };
}
