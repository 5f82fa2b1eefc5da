using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Identity.Accounts;

namespace PrivateLink.Portal.People;

/// <summary>Lets a person accept an invitation, with a new account or with the account of the invited address.</summary>
public sealed class InvitationDoor(
    IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, LiveAccess access, IServiceScopeFactory scopes, TimeProvider time)
{
    public const string NameField = "Name";
    public const string PasswordField = "Password";

    /// <summary>For the person whose account cannot get a role yet.</summary>
    public const string ResetFirst = Unproven + ", then open the invitation again.";

    /// <summary>For a person who wants to create an account that already exists.</summary>
    public const string HasAccount = "This address already has an account. Sign in with it to accept.";

    internal const string WhyNoSecond = "The address already has an account: only its owner can accept.";

    internal const string Unproven =
        "This account was created through a link that another person may have used, so it cannot take this role yet. Reset its password first";

    internal const string WhyUnproven = "Another person may have created the account: it was neither created nor reset through a link that only its owner had.";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>
    /// The invitation of a token; null if the token is invalid, used, revoked or older than 72 hours. Without a mail server, the inviter has the link
    /// too. So only the owner of the address learns whether it has an account.
    /// </summary>
    public async Task<InvitationView?> LookAsync(string token, SignedIn? signedIn, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await Good(context, token).Include(invitation => invitation.Tenant).AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } invitation) return null;
        var person = signedIn is null
            ? null
            : await context.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == signedIn.PersonId && person.NormalizedEmail == invitation.NormalizedEmail, cancellationToken);
        var needsReset = person is not null && await NeedsResetAsync(context, invitation, person, cancellationToken);
        return new(
            invitation.Email, invitation.Tenant?.Name ?? "the company that runs this portal",
            invitation.CompanyRole?.ToString() ?? invitation.TenantRole.ToString()!, invitation.InvitedBy, person is not null, needsReset);
    }

    /// <summary>
    /// Accepts with a new account. If the address already has an account, the attempt reveals this and is recorded in the audit log. Guessing has a
    /// price: without an account, the attempt creates one and uses up the invitation.
    /// </summary>
    public async Task<SaveResult> AcceptAsync(string token, string name, string password, string? address, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await SaveAsync(AuditActor.Stranger(address), token, async (context, invitation, cancel) =>
        {
            if (PersonName.ErrorOf(name) is { } nameError) return (null, PeopleInContext.Mistake(NameField, nameError));
            if (PasswordRules.ErrorOf(password, invitation.Email, name) is { } error) return (null, PeopleInContext.Mistake(PasswordField, error));
            var people = scope.ServiceProvider.PeopleOf(context);
            if (await people.FindByEmailAsync(invitation.Email) is not null)
                return (null, new Edit.Refusal(PeopleInContext.Mistake(NameField, HasAccount).Result, AuditTarget.Of(invitation) with { TenantId = null }, WhyNoSecond));
            var person = new PortalUser { Name = name.Trim(), Email = invitation.Email, UserName = invitation.Email, EmailConfirmed = invitation.ProvesMailbox, CreatedAt = Now };
            return (await people.CreateAsync(person, password)).MistakeIn(PasswordField) is { } mistake ? (null, mistake) : (person, null);
        }, cancellationToken);
    }

    /// <summary>Accepts as a person who has signed in. The invitation is for one address, and no other account can accept it.</summary>
    public Task<SaveResult> AcceptAsync(string token, SignedIn signedIn, string? address, CancellationToken cancellationToken = default) =>
        SaveAsync(new AuditActor(signedIn.Name, signedIn.PersonId, null, address, signedIn.SessionId), token, async (context, invitation, cancel) =>
        {
            var person = await context.People.SingleOrDefaultAsync(person => person.Id == signedIn.PersonId, cancel);
            if (person?.NormalizedEmail != invitation.NormalizedEmail)
                return (null, new Edit.Refusal(new SaveResult.NotFound(), AuditTarget.Of(invitation), "The invitation is to another address."));

            // Tenants must not learn that the account exists, or whether it is proven.
            return await NeedsResetAsync(context, invitation, person, cancel)
                ? (null, new Edit.Refusal(new SaveResult.Conflict(ResetFirst), AuditTarget.Of(person, tenantId: null), WhyUnproven))
                : (person, null);
        }, cancellationToken);

    /// <summary>
    /// Whether another person may have created the account for this address in advance. Such an account gets no role, because that person would get
    /// it too. An exception is the tenant where the account was created.
    /// </summary>
    private static async Task<bool> NeedsResetAsync(PortalDbContext context, Invitation invitation, PortalUser person, CancellationToken cancel) =>
        !person.EmailConfirmed
        && (invitation.TenantId is null || !await context.Invitations.AnyAsync(earlier => earlier.AcceptedBy == person.Id && earlier.TenantId == invitation.TenantId, cancel));

    private async Task<SaveResult> SaveAsync(
        AuditActor actor,
        string token,
        Func<PortalDbContext, Invitation, CancellationToken, Task<(PortalUser? Person, Edit? Otherwise)>> personOf,
        CancellationToken cancellationToken)
    {
        var accepted = Guid.Empty;
        var result = await changes.SaveAsync(actor, AuditAction.InvitationAccepted, async (context, cancel) =>
        {
            if (await Good(context, token).SingleOrDefaultAsync(cancel) is not { } invitation) return new Edit.Mistake(new SaveResult.NotFound());
            var (person, otherwise) = await personOf(context, invitation, cancel);
            if (person is null) return otherwise!;

            invitation.ClosedAt = Now;
            invitation.AcceptedBy = accepted = person.Id;
            await GiveRoleAsync(context, invitation, person, cancel);
            return new Edit.Change(AuditTarget.Of(person, invitation.TenantId), After: new { person.Email, invitation.CompanyRole, invitation.TenantRole, invitation.InvitedBy });
        }, cancellationToken);
        if (result is SaveResult.Saved) access.Change(accepted);
        return result is SaveResult.Saved ? new SaveResult.Saved(accepted) : result;
    }

    private static async Task GiveRoleAsync(PortalDbContext context, Invitation invitation, PortalUser person, CancellationToken cancel)
    {
        if (invitation.CompanyRole is { } companyRole)
        {
            person.CompanyRole = companyRole;
            person.ConcurrencyStamp = Guid.NewGuid().ToString();
            return;
        }

        var tenantId = invitation.TenantId!.Value;
        var membership = await context.Memberships.SingleOrDefaultAsync(membership => membership.TenantId == tenantId && membership.PersonId == person.Id, cancel);
        if (membership is not null) membership.Role = invitation.TenantRole!.Value;
        else context.Memberships.Add(new Membership { TenantId = tenantId, PersonId = person.Id, Role = invitation.TenantRole!.Value });
    }

    private IQueryable<Invitation> Good(PortalDbContext context, string token)
    {
        var (hash, now) = (OneTimeToken.HashOf(token), Now);
        return context.Invitations.Where(invitation => invitation.TokenHash == hash && invitation.ClosedAt == null && invitation.ExpiresAt > now);
    }
}
