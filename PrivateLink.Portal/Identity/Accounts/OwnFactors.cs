using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>A person's own second factors: the authenticator app with its recovery codes, and passkeys.</summary>
public sealed class OwnFactors
{
    public const string CodeField = "Code";
    public const string PasswordField = "Password";
    public const string PasskeyField = "Name";

    /// <summary>The second password field of a page that has two.</summary>
    public const string CodesField = "PasswordForCodes";

    /// <summary>The password field for the removal of a passkey.</summary>
    public const string RemovalField = "PasswordForRemoval";

    private const int RecoveryCodes = 10;
    private const int PasskeyNameLength = 60;
    private const int MaximumPasskeys = 20;

    private readonly OwnAccount _account;
    private readonly PersonSignIn _signIn;
    private readonly PeopleStore _store;
    private readonly AccountLetters _letters;

    internal OwnFactors(OwnAccount account, PersonSignIn signIn, PeopleStore store, AccountLetters letters) =>
        (_account, _signIn, _store, _letters) = (account, signIn, store, letters);

    private UserManager<PortalUser> People => _signIn.UserManager;

    /// <summary>The secret for an authenticator app. Creates it if there is none. It has no effect until a code confirms it.</summary>
    /// <returns>Null if an authenticator is already set up, because its secret is shown only once.</returns>
    [Requires(Permission.EditOwnAccount)]
    public async Task<AuthenticatorKey?> AuthenticatorKeyAsync(Caller caller)
    {
        caller.Demand(Permission.EditOwnAccount);
        if (await People.FindByIdAsync($"{caller.PersonId}") is not { TwoFactorEnabled: false } person) return null;
        if (await People.GetAuthenticatorKeyAsync(person) is not { } key)
        {
            key = People.GenerateNewAuthenticatorKey();
            await _store.SetAuthenticatorKeyAsync(person, key, CancellationToken.None);
            await People.UpdateAsync(person);
        }

        return new(key, person.Email!);
    }

    /// <summary>
    /// Enables the authenticator after a correct code, and creates recovery codes. It requires the password: otherwise a stranger's authenticator
    /// could lock the person out.
    /// </summary>
    [Requires(Permission.EditOwnAccount)]
    public async Task<(SaveResult Result, IReadOnlyList<string> RecoveryCodes)> ConfirmAuthenticatorAsync(Caller caller, string code, string password)
    {
        IReadOnlyList<string> codes = [];
        var result = await _account.EditAsync(caller, AuditAction.AuthenticatorAdded, async (own, person, _) =>
        {
            if (person.TwoFactorEnabled) return PeopleInContext.Mistake(CodeField, "An authenticator is already set up.");
            if (!await own.VerifyTwoFactorTokenAsync(person, own.Options.Tokens.AuthenticatorTokenProvider, code))
                return PeopleInContext.Mistake(CodeField, "This code is wrong or was already used. Wait for the next code, and check the clock of your device.");
            await own.SetTwoFactorEnabledAsync(person, true);
            codes = [.. await own.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodes) ?? []];
            return new Edit.Change(AuditTarget.Of(person, caller.TenantId));
        }, new(password, PasswordField), _letters.AuthenticatorAdded);
        return (result, result is SaveResult.Saved ? codes : []);
    }

    /// <summary>Disables the authenticator.</summary>
    [Requires(Permission.EditOwnAccount)]
    public Task<SaveResult> RemoveAuthenticatorAsync(Caller caller, string password) => _account.EditAsync(caller, AuditAction.AuthenticatorRemoved, async (own, person, context) =>
    {
        await own.SetTwoFactorEnabledAsync(person, false);
        await context.TakeAuthenticatorAsync(person, CancellationToken.None);
        return new Edit.Change(AuditTarget.Of(person, caller.TenantId));
    }, new(password, PasswordField), person => _letters.AuthenticatorRemoved(person));

    /// <summary>Creates ten new recovery codes. The old ones no longer work.</summary>
    [Requires(Permission.EditOwnAccount)]
    public async Task<(SaveResult Result, IReadOnlyList<string> RecoveryCodes)> NewRecoveryCodesAsync(Caller caller, string password)
    {
        IReadOnlyList<string> codes = [];
        var result = await _account.EditAsync(caller, AuditAction.RecoveryCodesMade, async (own, person, _) =>
        {
            if (!person.TwoFactorEnabled) return new Edit.Mistake(new SaveResult.NotFound());
            codes = [.. await own.GenerateNewTwoFactorRecoveryCodesAsync(person, RecoveryCodes) ?? []];
            return new Edit.Change(AuditTarget.Of(person, caller.TenantId));
        }, new(password, CodesField));
        return (result, result is SaveResult.Saved ? codes : []);
    }

    /// <summary>The options with which the browser creates a passkey.</summary>
    [Requires(Permission.EditOwnAccount)]
    public async Task<string?> PasskeyOptionsAsync(Caller caller)
    {
        caller.Demand(Permission.EditOwnAccount);
        return await People.FindByIdAsync($"{caller.PersonId}") is { } person
            ? await _signIn.MakePasskeyCreationOptionsAsync(new() { Id = person.Id.ToString(), Name = person.Email!, DisplayName = person.Name })
            : null;
    }

    /// <summary>Stores the passkey that the browser created.</summary>
    [Requires(Permission.EditOwnAccount)]
    public async Task<SaveResult> AddPasskeyAsync(Caller caller, string credential, string name, string password)
    {
        if (!caller.May(Permission.EditOwnAccount)) return SaveResult.Refused.For(Permission.EditOwnAccount);
        if (await AttestAsync(credential) is not { } passkey) return Invalid("The browser's answer came too late, or was not for this page. Try again.");
        passkey.Name = name.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, PasskeyNameLength)] : "Passkey";
        return await _account.EditAsync(caller, AuditAction.PasskeyAdded, async (own, person, _) =>
        {
            if ((await own.GetPasskeysAsync(person)).Count >= MaximumPasskeys) return new Edit.Mistake(Invalid("You already have twenty passkeys. Remove one first."));
            var added = await own.AddOrUpdatePasskeyAsync(person, passkey);
            return added.MistakeIn(PasskeyField) ?? (Edit)new Edit.Change(AuditTarget.Of(person, caller.TenantId), After: new { Passkey = passkey.Name });
        }, new(password, PasswordField), person => _letters.PasskeyAdded(person, passkey.Name));
    }

    /// <summary>Removes a passkey. It requires the password, so that access to an open page is not enough to lock the person out.</summary>
    [Requires(Permission.EditOwnAccount)]
    public Task<SaveResult> RemovePasskeyAsync(Caller caller, string id, string password)
    {
        var name = "";
        return _account.EditAsync(caller, AuditAction.PasskeyRemoved, async (own, person, _) =>
        {
            if (!Base64Url.IsValid(id) || await own.GetPasskeyAsync(person, Base64Url.DecodeFromChars(id)) is not { } passkey)
                return new Edit.Mistake(new SaveResult.NotFound());
            name = passkey.Name ?? "Passkey";
            var removed = await own.RemovePasskeyAsync(person, passkey.CredentialId);
            return removed.MistakeIn(PasskeyField) ?? (Edit)new Edit.Change(AuditTarget.Of(person, caller.TenantId), Before: new { Passkey = name });
        }, new(password, RemovalField), person => _letters.PasskeyRemoved(person, name));
    }

    private async Task<UserPasskeyInfo?> AttestAsync(string credential)
    {
        try
        {
            var attested = await _signIn.PerformPasskeyAttestationAsync(credential);
            return attested.Succeeded ? attested.Passkey : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static SaveResult.Invalid Invalid(string error) => new(new Dictionary<string, string> { [PasskeyField] = error });
}
