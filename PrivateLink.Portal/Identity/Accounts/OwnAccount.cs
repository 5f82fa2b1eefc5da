using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Sessions;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>Changes that people make to their own account: name and password.</summary>
public sealed class OwnAccount(
    ChangeWriter changes, UserManager<PortalUser> people, LiveAccess access, AccountLetters letters, CurrentCaller current, IServiceProvider services, TimeProvider time)
{
    public const string NameField = "Name";
    public const string CurrentField = "CurrentPassword";
    public const string PasswordField = "NewPassword";

    private const string PasskeyAgain = "Your account has no password. Sign out, sign in with a passkey, and try this again within ten minutes.";
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    [Requires(Permission.EditOwnAccount)]
    public async Task<AccountView?> FindAsync(Caller caller)
    {
        caller.Demand(Permission.EditOwnAccount);
        if (await people.FindByIdAsync($"{caller.PersonId}") is not { } person) return null;
        var passkeys = await people.GetPasskeysAsync(person);
        return new(
            person.Email!, person.PasswordHash is not null, await people.CountRecoveryCodesAsync(person),
            [.. passkeys.Select(PasskeyView.Of)]);
    }

    [Requires(Permission.EditOwnAccount)]
    public Task<SaveResult> RenameAsync(Caller caller, string name) => EditAsync(caller, AuditAction.PersonRenamed, async (own, person, _) =>
    {
        if (PersonName.ErrorOf(name) is { } error) return PeopleInContext.Mistake(NameField, error);
        var before = new { person.Name };
        person.Name = name.Trim();
        return (await own.UpdateAsync(person)).MistakeIn(NameField) ?? (Edit)new Edit.Change(AuditTarget.Of(person, caller.TenantId), before, new { person.Name });
    });

    /// <summary>Changes the password. This ends all other sessions of the person.</summary>
    [Requires(Permission.EditOwnAccount)]
    public Task<SaveResult> ChangePasswordAsync(Caller caller, string current, string password) => EditAsync(caller, AuditAction.PasswordChanged, async (own, person, context) =>
    {
        if (PasswordRules.ErrorOf(password, person.Email!, person.Name) is { } error) return PeopleInContext.Mistake(PasswordField, error);
        var result = person.PasswordHash is null ? await own.AddPasswordAsync(person, password) : await own.ChangePasswordAsync(person, current, password);
        if (result.MistakeIn(PasswordField) is { } mistake) return mistake;

        // Another person may have seen the key of an authenticator that was never confirmed.
        if (!person.TwoFactorEnabled) await context.TakeAuthenticatorAsync(person, CancellationToken.None);
        return new Edit.Change(AuditTarget.Of(person, caller.TenantId));
    }, new(current, CurrentField), letters.PasswordChanged);

    /// <summary>Runs an edit of the caller's own account in a unit of work.</summary>
    /// <param name="proof">
    /// Required for changes to the ways to sign in, so that access to an open page is not enough. Wrong attempts count, so a person at an open page
    /// cannot keep guessing.
    /// </param>
    /// <param name="tell">Mails the person after the save.</param>
    internal async Task<SaveResult> EditAsync(
        Caller caller, AuditAction action, Func<UserManager<PortalUser>, PortalUser, PortalDbContext, Task<Edit>> edit, PasswordProof? proof = null, Action<PortalUser>? tell = null)
    {
        var isGuess = false;
        PortalUser? owner = null;
        var result = await changes.SaveAsync(caller, Permission.EditOwnAccount, action, async (context, cancel) =>
        {
            var own = services.PeopleOf(context);
            if (await own.FindByIdAsync($"{caller.PersonId}") is not { } person) return new Edit.Mistake(new SaveResult.NotFound());
            if (proof is not null && person.PasswordHash is null)
            {
                if ((await own.GetPasskeysAsync(person)).Count > 0 && !await HasJustUsedAPasskeyAsync(context, person, cancel)) return PeopleInContext.Mistake(proof.Field, PasskeyAgain);
            }
            else if (proof is not null)
            {
                if (await own.IsLockedOutAsync(person)) return PeopleInContext.Mistake(proof.Field, "Too many wrong passwords. Try again in a few minutes.");
                isGuess = !await own.CheckPasswordAsync(person, proof.Password);
                if (isGuess) return PeopleInContext.Mistake(proof.Field, "This is not your password.");
            }

            owner = person;
            var stamp = person.SecurityStamp;
            var outcome = await edit(own, person, context);

            // A new stamp invalidates the cookies of all other sessions. So those sessions end, and the list shows it.
            if (outcome is Edit.Change && person.SecurityStamp != stamp)
                await context.PersonSessions.EndAsync(person.Id, except: current.SignedIn?.SessionId, time.GetUtcNow().UtcDateTime, cancel);
            return outcome;
        }, about: caller.PersonId);
        if (caller.PersonId is { } personId)
        {
            if (isGuess) await CountFailureAsync(personId);
            if (result is SaveResult.Saved) access.Change(personId);
            if (result is SaveResult.Saved && owner is not null) tell?.Invoke(owner);
        }

        return result;
    }

    private Task<bool> HasJustUsedAPasskeyAsync(PortalDbContext context, PortalUser person, CancellationToken cancellationToken)
    {
        var (session, since) = (current.SignedIn?.SessionId, time.GetUtcNow().UtcDateTime - FreshFor);
        return context.PersonSessions.AnyAsync(
            row => row.Id == session && row.PersonId == person.Id && row.Method == SignInMethod.Passkey && row.StartedAt > since, cancellationToken);
    }

    /// <summary>Runs after the edit. During the edit, the transaction blocks all other writes, including this one.</summary>
    private async Task CountFailureAsync(Guid personId)
    {
        using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateScope();
        var others = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        if (await others.FindByIdAsync(personId.ToString()) is { } person) await others.AccessFailedAsync(person);
    }
}
