using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.Identity.Sessions;

namespace PrivateLink.Portal.People;

/// <summary>
/// Shows the company's administrators how other people sign in, so that they can remove what another person controls. They can never add anything.
/// </summary>
public sealed class PersonFactors(
    IDbContextFactory<PortalDbContext> contexts,
    ChangeWriter changes,
    LiveAccess access,
    AccountLetters letters,
    IServiceScopeFactory scopes,
    IOptions<PeopleOptions> options,
    TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Null when there is no such person.</summary>
    [Requires(Permission.EditFactors)]
    public async Task<FactorsView?> FindAsync(Caller caller, Guid personId, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.EditFactors);
        var now = Now;
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        if (await context.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == personId, cancellationToken) is not { } person) return null;
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.PeopleOf(context);
        var passkeys = await people.GetPasskeysAsync(person);
        var tenants = await context.Memberships
            .Where(membership => membership.PersonId == personId)
            .OrderBy(membership => membership.Tenant!.NormalizedName)
            .Select(membership => new { membership.TenantId, membership.Tenant!.Name, membership.Role })
            .ToListAsync(cancellationToken);
        List<ScopeChoice> roles = [.. tenants.Select(tenant => new ScopeChoice(tenant.TenantId, tenant.Name, tenant.Role.ToString()))];
        if (person.CompanyRole is { } company) roles.Insert(0, new(null, "Company", company.ToString()));
        return new(
            person.Name, person.Email!, roles, person.EmailConfirmed, person.PasswordHash is not null,
            person.TwoFactorEnabled, person.TwoFactorEnabled ? await people.CountRecoveryCodesAsync(person) : 0,
            person.CodesClosedUntil > now ? person.CodesClosedUntil : null,
            [.. passkeys.OrderBy(passkey => passkey.CreatedAt).Select(PasskeyView.Of)],
            await context.PersonSessions.OpenAt(now, options.Value.SessionsEndAfter)
                .Where(session => session.PersonId == personId)
                .OrderByDescending(session => session.SeenAt)
                .Select(session => new SessionView(session.Id, session.StartedAt, session.SeenAt, session.Method, session.Browser, session.Address, false))
                .ToListAsync(cancellationToken));
    }

    /// <summary>Removes one passkey, and ends every session of the person, because one may have used that passkey.</summary>
    [Requires(Permission.EditFactors)]
    public Task<SaveResult> RemovePasskeyAsync(Caller caller, Guid personId, string passkeyId, CancellationToken cancellationToken = default)
    {
        var name = "";
        return EditAsync(caller, AuditAction.PasskeyRemoved, personId, async (context, person, cancel) =>
        {
            var id = Base64Url.IsValid(passkeyId) ? Base64Url.DecodeFromChars(passkeyId) : [];
            if (await context.Set<IdentityUserPasskey<Guid>>().SingleOrDefaultAsync(row => row.UserId == personId && row.CredentialId == id, cancel) is not { } passkey)
                return new Edit.Mistake(new SaveResult.NotFound());
            context.Remove(passkey);
            name = passkey.Data.Name ?? "Passkey";
            await EndEverythingAsync(context, person, cancel);
            return new Edit.Change(AuditTarget.Of(person, tenantId: null), Before: new { Passkey = name });
        }, person => letters.PasskeyRemoved(person, name, byAdministrator: true), cancellationToken);
    }

    /// <summary>Removes the authenticator and its recovery codes, and ends every session.</summary>
    [Requires(Permission.EditFactors)]
    public Task<SaveResult> RemoveAuthenticatorAsync(Caller caller, Guid personId, CancellationToken cancellationToken = default) =>
        EditAsync(caller, AuditAction.AuthenticatorRemoved, personId, async (context, person, cancel) =>
        {
            if (!await context.TakeAuthenticatorAsync(person, cancel)) return new Edit.Mistake(new SaveResult.NotFound());
            await CodeAttempts.ForgetAsync(context, personId, cancel);
            await EndEverythingAsync(context, person, cancel);
            return new Edit.Change(AuditTarget.Of(person, tenantId: null));
        }, person => letters.AuthenticatorRemoved(person, byAdministrator: true), cancellationToken);

    /// <summary>Ends one session.</summary>
    [Requires(Permission.EditFactors)]
    public Task<SaveResult> EndSessionAsync(Caller caller, Guid personId, Guid sessionId, CancellationToken cancellationToken = default) =>
        EditAsync(caller, AuditAction.SessionEnded, personId, async (context, person, cancel) =>
        {
            if (await context.PersonSessions.SingleOrDefaultAsync(session => session.Id == sessionId && session.PersonId == personId && session.EndedAt == null, cancel) is not { } session)
                return new Edit.Mistake(new SaveResult.NotFound());
            session.EndedAt = Now;
            return new Edit.Change(AuditTarget.Of(person, tenantId: null), Before: new { session.StartedAt, session.Method, session.Address });
        }, tell: null, cancellationToken);

    /// <summary>Ends every session, and every sign-in in progress.</summary>
    [Requires(Permission.EditFactors)]
    public Task<SaveResult> EndSessionsAsync(Caller caller, Guid personId, CancellationToken cancellationToken = default) =>
        EditAsync(caller, AuditAction.SessionsEnded, personId, async (context, person, cancel) =>
        {
            await EndEverythingAsync(context, person, cancel);
            return new Edit.Change(AuditTarget.Of(person, tenantId: null));
        }, tell: null, cancellationToken);

    /// <summary>A new stamp invalidates all cookies, including those of sign-ins and resets in progress.</summary>
    private Task EndEverythingAsync(PortalDbContext context, PortalUser person, CancellationToken cancellationToken)
    {
        person.SecurityStamp = Guid.NewGuid().ToString("N");
        person.ConcurrencyStamp = Guid.NewGuid().ToString();
        return context.PersonSessions.EndAsync(person.Id, except: null, Now, cancellationToken);
    }

    private async Task<SaveResult> EditAsync(
        Caller caller,
        AuditAction action,
        Guid personId,
        Func<PortalDbContext, PortalUser, CancellationToken, Task<Edit>> edit,
        Action<PortalUser>? tell,
        CancellationToken cancellationToken)
    {
        PortalUser? owner = null;
        var result = await changes.SaveAsync(caller, Permission.EditFactors, action, async (context, cancel) =>
        {
            owner = await context.People.SingleOrDefaultAsync(person => person.Id == personId, cancel);
            return owner is null ? new Edit.Mistake(new SaveResult.NotFound()) : await edit(context, owner, cancel);
        }, personId, cancellationToken);
        if (result is not SaveResult.Saved) return result;
        access.Change(personId);
        tell?.Invoke(owner!);
        return result;
    }
}
