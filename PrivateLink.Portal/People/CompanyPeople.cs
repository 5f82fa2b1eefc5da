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
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.Identity.Sessions;

namespace PrivateLink.Portal.People;

/// <summary>The company's own people, and password reset links, which only the company creates.</summary>
public sealed class CompanyPeople(
    IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, LiveAccess access, InvitationLetters letters, IServiceScopeFactory scopes, IOptions<CeilingOptions> ceilings,
    IOptions<DataProtectionTokenProviderOptions> links, IOptions<PeopleOptions> options, TimeProvider time)
{
    /// <summary>A change of role is refused wherever an invitation would be.</summary>
    public const string ResetFirst = InvitationDoor.Unproven + ", then change the role again.";

    private const string LastAdministrator = "This is the last administrator. Make another person administrator first.";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [Requires(Permission.ViewCompanyMembers)]
    public async Task<PeopleOfSide<CompanyRole>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewCompanyMembers);
        var now = Now;
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var members = await context.People
            .Where(person => person.CompanyRole != null)
            .OrderBy(person => person.CompanyRole).ThenBy(person => person.Name)
            .Select(person => new MemberRow<CompanyRole>(
                person.Id, person.Id, person.Name, person.Email!, person.CompanyRole!.Value, person.LastSignInAt, person.TwoFactorEnabled,
                context.Set<IdentityUserPasskey<Guid>>().Count(passkey => passkey.UserId == person.Id)))
            .ToListAsync(cancellationToken);
        var invitations = await InvitationEdits.Open(context, tenantId: null)
            .OrderBy(invitation => invitation.NormalizedEmail)
            .Select(invitation => new InvitationRow<CompanyRole>(
                invitation.Id, invitation.Email, invitation.CompanyRole!.Value, invitation.InvitedBy, invitation.ExpiresAt, invitation.ExpiresAt <= now))
            .ToListAsync(cancellationToken);
        return new("Company", members, invitations);
    }

    [Requires(Permission.EditCompanyMembers)]
    public Task<SaveResult> InviteAsync(Caller caller, InvitationDraft<CompanyRole> draft, OneTimeToken token, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditCompanyMembers, AuditAction.InvitationSent, (context, cancel) =>
            InvitationEdits.InviteAsync(
                context, caller, tenant: null, draft.Email, draft.Role, tenantRole: null, token, letters.Proves(caller), ceilings.Value.Invitations, Now, cancel), about: null, cancellationToken);

    [Requires(Permission.EditCompanyMembers)]
    public Task<SaveResult> ResendAsync(Caller caller, Guid invitationId, OneTimeToken token, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditCompanyMembers, AuditAction.InvitationResent, (context, cancel) =>
            InvitationEdits.ResendAsync(context, tenantId: null, invitationId, token, letters.Proves(caller), Now, cancel), invitationId, cancellationToken);

    [Requires(Permission.EditCompanyMembers)]
    public Task<SaveResult> RevokeAsync(Caller caller, Guid invitationId, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditCompanyMembers, AuditAction.InvitationRevoked, (context, cancel) =>
            InvitationEdits.RevokeAsync(context, tenantId: null, invitationId, Now, cancel), invitationId, cancellationToken);

    [Requires(Permission.EditCompanyMembers)]
    public Task<SaveResult> ChangeRoleAsync(Caller caller, Guid personId, CompanyRole role, CancellationToken cancellationToken = default) =>
        EditAsync(caller, AuditAction.MemberRoleChanged, personId, role, cancellationToken);

    /// <summary>Removes the person's role in the company. The account stays, because it may have roles in tenants.</summary>
    [Requires(Permission.EditCompanyMembers)]
    public Task<SaveResult> RemoveAsync(Caller caller, Guid personId, CancellationToken cancellationToken = default) =>
        EditAsync(caller, AuditAction.MemberRemoved, personId, role: null, cancellationToken);

    /// <summary>
    /// A link for a person who forgot the password. It opens the whole account with all its tenants, so only the company creates it. Using it removes
    /// every other way to sign in.
    /// </summary>
    [Requires(Permission.ResetPasswords)]
    public async Task<ResetLink> ResetLinkAsync(Caller caller, Guid personId, CancellationToken cancellationToken = default)
    {
        // Created before the unit of work, because it may write a new key to the key ring.
        var token = caller.May(Permission.ResetPasswords) ? await ResetTokenAsync(personId) : null;
        var result = await changes.SaveAsync(caller, Permission.ResetPasswords, AuditAction.ResetLinkMade, async (context, cancel) =>
        {
            var person = await context.People.SingleOrDefaultAsync(person => person.Id == personId, cancel);
            if (token is null || person is null) return new Edit.Mistake(new SaveResult.NotFound());
            return new Edit.Change(AuditTarget.Of(person, tenantId: null));
        }, personId, cancellationToken);
        return result switch
        {
            SaveResult.Saved => new ResetLink.Issued(token!),
            SaveResult.Refused refused => new ResetLink.Refused(refused.Permission, refused.Message),
            SaveResult.NotFound => new ResetLink.NotFound(),
            SaveResult.Unavailable unavailable => new ResetLink.Unavailable(unavailable.Message),
            _ => new ResetLink.Unavailable("Other people saved at the same time. Try again."),
        };
    }

    private async Task<string?> ResetTokenAsync(Guid personId)
    {
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        return await people.FindByIdAsync(personId.ToString()) is { } person ? $"{personId:N}.{await people.GeneratePasswordResetTokenAsync(person)}" : null;
    }

    private async Task<SaveResult> EditAsync(Caller caller, AuditAction action, Guid personId, CompanyRole? role, CancellationToken cancellationToken)
    {
        List<Guid> signedOut = [];
        var result = await changes.SaveAsync(caller, Permission.EditCompanyMembers, action, async (context, cancel) =>
        {
            signedOut = [];
            var person = await context.People.SingleOrDefaultAsync(person => person.Id == personId && person.CompanyRole != null, cancel);
            if (person is null) return new Edit.Mistake(new SaveResult.NotFound());
            if (person.CompanyRole == CompanyRole.Administrator && role != CompanyRole.Administrator
                && !await context.People.WhoAdminister(options.Value).AnyAsync(other => other.Id != personId, cancel))
                return new Edit.Mistake(new SaveResult.Conflict(LastAdministrator));

            // Roles with smaller numbers may do more.
            if (role < person.CompanyRole && !person.EmailConfirmed)
                return new Edit.Refusal(new SaveResult.Conflict(ResetFirst), AuditTarget.Of(person, tenantId: null), InvitationDoor.WhyUnproven);

            if (role != CompanyRole.Administrator) await InvitationEdits.RevokeSentByAsync(context, personId, tenantId: null, Now, cancel);
            if (role != CompanyRole.Administrator) signedOut = await VoidLinksOfAsync(context, personId, cancel);
            var before = new { person.Email, person.CompanyRole };
            person.CompanyRole = role;
            person.ConcurrencyStamp = Guid.NewGuid().ToString();
            return new Edit.Change(AuditTarget.Of(person, tenantId: null), before, role is null ? null : new { person.Email, person.CompanyRole });
        }, personId, cancellationToken);
        if (result is not SaveResult.Saved) return result;
        foreach (var changed in (IEnumerable<Guid>)[personId, .. signedOut]) access.Change(changed);
        return result;
    }

    /// <summary>
    /// Voids the reset links of a person who may no longer create any: each opens another person's account without its second factor. It is not known
    /// which links were used, so everyone who got one must sign in again.
    /// </summary>
    private async Task<List<Guid>> VoidLinksOfAsync(PortalDbContext context, Guid makerId, CancellationToken cancel)
    {
        var since = Now - links.Value.TokenLifespan;
        var action = AuditAction.ResetLinkMade.Code;
        var owners = await context.People
            .Where(person => context.AuditEntries.Any(entry =>
                entry.TargetId == person.Id && entry.ActorId == makerId && entry.Action == action && entry.Result == AuditResult.Done && entry.Time >= since))
            .ToListAsync(cancel);
        foreach (var owner in owners)
        {
            owner.SecurityStamp = Guid.NewGuid().ToString("N");
            owner.ConcurrencyStamp = Guid.NewGuid().ToString();
            await context.PersonSessions.EndAsync(owner.Id, except: null, Now, cancel);
        }

        return [.. owners.Select(owner => owner.Id)];
    }
}
