using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>Signing in and out, for the account pages. Each call runs within one HTTP request, because it writes a cookie.</summary>
public sealed class SignIns
{
    private static readonly PortalUser Nobody = new() { Name = "nobody" };
    private static readonly string NobodysHash = new PasswordHasher<PortalUser>().HashPassword(Nobody, Guid.NewGuid().ToString());

    private readonly PersonSignIn _signIn;
    private readonly ChangeWriter _changes;
    private readonly CodeAttempts _attempts;
    private readonly AccountLetters _letters;
    private readonly IServiceScopeFactory _scopes;
    private readonly IHttpContextAccessor _http;

    internal SignIns(PersonSignIn signIn, ChangeWriter changes, CodeAttempts attempts, AccountLetters letters, IServiceScopeFactory scopes, IHttpContextAccessor http) =>
        (_signIn, _changes, _attempts, _letters, _scopes, _http) = (signIn, changes, attempts, letters, scopes, http);

    private UserManager<PortalUser> People => _signIn.UserManager;

    private string? Address => _http.HttpContext is { } http ? ClientAddress.Of(http) : null;

    /// <summary>Signs in with address and password. After five wrong passwords, the account accepts no password for five minutes.</summary>
    public Task<SignInOutcome> PasswordAsync(string email, string password, bool remember) => GuardAsync(async () =>
    {
        if (await FindAsync(email) is not { } person) return await RefuseAsync(null, Equalised("There is no such account.", password));
        _signIn.Method = SignInMethod.Password;
        var result = await _signIn.PasswordSignInAsync(person, password, remember, lockoutOnFailure: true);
        return result switch
        {
            { Succeeded: true } => SignInOutcome.SignedIn,
            { RequiresTwoFactor: true } => SignInOutcome.CodeNeeded,
            { IsNotAllowed: true } => await RefuseAsync(person, Equalised("The account belongs to the demonstration, which is disabled.", password)),
            { IsLockedOut: true } => await RefuseAsync(person, Equalised("Too many wrong passwords: the account is locked for a while.", password)),
            _ => await RefuseAsync(person, person.PasswordHash is null ? Equalised("The account has no password.", password) : "The password is wrong."),
        };
    });

    /// <summary>Signs in with the authenticator's code, after the password.</summary>
    public Task<SignInOutcome> CodeAsync(string code, bool remember) => SecondStepAsync(
        SignInMethod.PasswordAndCode,
        "The authenticator's code is wrong, or was used before.",
        async _ => (await _signIn.TwoFactorAuthenticatorSignInAsync(code, remember, rememberClient: false)).Succeeded);

    /// <summary>Signs in with a recovery code if the authenticator is lost.</summary>
    public Task<SignInOutcome> RecoveryCodeAsync(string code) => SecondStepAsync(
        SignInMethod.PasswordAndRecoveryCode,
        "The recovery code is wrong, or was used before.",
        async person => !await People.IsLockedOutAsync(person) && (await _signIn.TwoFactorRecoveryCodeSignInAsync(code.Trim().ToUpperInvariant())).Succeeded);

    /// <summary>The options with which the browser requests a passkey. They do not name a person.</summary>
    public Task<string> PasskeyOptionsAsync() => _signIn.MakePasskeyRequestOptionsAsync(user: null);

    /// <summary>Signs in with a passkey's response.</summary>
    public Task<SignInOutcome> PasskeyAsync(string credential) => GuardAsync(async () =>
    {
        _signIn.Method = SignInMethod.Passkey;
        try
        {
            if ((await _signIn.PasskeySignInAsync(credential)).Succeeded) return SignInOutcome.SignedIn;
        }
        catch (InvalidOperationException)
        {
            // The passkey request no longer exists: another tab replaced it, or five minutes have passed.
        }
        catch (DbUpdateConcurrencyException)
        {
            // The account changed during the check and may have lost the passkey.
        }

        return await RefuseAsync(null, "The passkey is not known, or its answer came too late.");
    });

    /// <summary>Signs in a person who was verified in another way: the setup link, an invitation, or a demonstration's link.</summary>
    internal Task<SignInOutcome> PersonAsync(Guid personId, string method) => GuardAsync(async () =>
    {
        if (await People.FindByIdAsync(personId.ToString()) is not { } person || !await _signIn.CanSignInAsync(person)) return SignInOutcome.Refused;
        _signIn.Method = method;
        await _signIn.SignInAsync(person, isPersistent: false);
        return SignInOutcome.SignedIn;
    });

    /// <summary>Issues a new cookie after a change of the account. Without it, the change would sign out its own browser.</summary>
    public async Task RefreshAsync(Guid personId)
    {
        // Uses a separate scope, because this request has cached the account from before the change.
        await using var scope = _scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>().FindByIdAsync(personId.ToString()) is { } person) await _signIn.RefreshSignInAsync(person);
    }

    /// <summary>Ends the session of this browser. The browser deletes its cookie in any case.</summary>
    /// <returns>Whether the session ended as well. False if the database did not accept it.</returns>
    public async Task<bool> SignOutAsync()
    {
        try
        {
            await _signIn.SignOutAsync();
            return true;
        }
        catch (Exception exception) when (exception is SignInUnavailableException || DatabaseErrors.IsDatabaseFault(exception))
        {
            return false;
        }
    }

    internal async Task<PortalUser?> FindAsync(string email) =>
        string.IsNullOrWhiteSpace(email) || email.Length > PortalUser.EmailLength ? null : await People.FindByEmailAsync(email.Trim());

    /// <summary>
    /// Checks a code after the password. Guessing leads to longer and longer waits. The person receives a mail, because another person may know the
    /// password.
    /// </summary>
    private Task<SignInOutcome> SecondStepAsync(string method, string wrong, Func<PortalUser, Task<bool>> isRightAsync) => GuardAsync(async () =>
    {
        if (await _signIn.GetTwoFactorAuthenticationUserAsync() is not { } person) return await RefuseAsync(null, "No password was entered before the code.");
        if (await _attempts.TryTakeAsync(person.Id) is not { } attempt) return await RefuseAsync(person, "Too many wrong codes: codes are refused for a while.");
        _signIn.Method = method;
        if (await isRightAsync(person))
        {
            await _attempts.ForgetAsync(person.Id);
            return SignInOutcome.SignedIn;
        }

        if (attempt % CodeAttempts.InARow == 0) _letters.WrongCodes(person);
        return await RefuseAsync(person, wrong);
    });

    private async Task<SignInOutcome> RefuseAsync(PortalUser? person, string why)
    {
        // The entry does not contain what a stranger typed, because it may be a password in the wrong field.
        var target = person is null ? new AuditTarget("person", null, "", null) : AuditTarget.Of(person, tenantId: null);
        await _changes.RefuseAsync(AuditActor.Stranger(Address), AuditAction.PersonSignedIn, target, why);
        return SignInOutcome.Refused;
    }

    /// <summary>Takes as long as a real check, so that the response time reveals nothing either.</summary>
    private static string Equalised(string why, string password)
    {
        _ = new PasswordHasher<PortalUser>().VerifyHashedPassword(Nobody, NobodysHash, password);
        return why;
    }

    private static async Task<SignInOutcome> GuardAsync(Func<Task<SignInOutcome>> attempt)
    {
        try
        {
            return await attempt();
        }
        catch (Exception exception) when (exception is SignInUnavailableException || DatabaseErrors.IsDatabaseFault(exception))
        {
            return SignInOutcome.Unavailable;
        }
    }
}
