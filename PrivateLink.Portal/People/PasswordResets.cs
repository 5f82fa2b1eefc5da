using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.People;

/// <summary>Sets a new password without the old one. It needs a link from the company, or one that was mailed to the person's own address.</summary>
public sealed class PasswordResets(
    ChangeWriter changes, MailRoom mail, PortalAddress address, LiveAccess access, AccountLetters letters, IServiceScopeFactory scopes, TimeProvider time)
{
    public const string PasswordField = "Password";

    private const string LinkIsOver = "This link was already used or is older than a day. Ask for a new one.";

    /// <summary>Whether people can reset their own password. This needs a mail server.</summary>
    public bool BySelf => mail.IsOpen;

    /// <summary>
    /// Mails a link if the address has an account. It runs in the background and returns nothing, so the caller cannot tell whether the account
    /// exists.
    /// </summary>
    public void Request(string email) => _ = Task.Run(async () =>
    {
        await using var scope = scopes.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<PortalUser>>();
        if (EmailAddress.ErrorOf(email) is not null || await people.FindByEmailAsync(email.Trim()) is not { } person) return;
        var token = $"{person.Id:N}.{await people.GeneratePasswordResetTokenAsync(person)}";
        mail.TrySend(LetterKind.PasswordLink, person.Email!, "Choose a new password for PrivateLink", $"""
            Hello {person.Name},

            someone, probably you, asked to reset your PrivateLink password. Choose a new password within a day:

            {address.Link("account/reset", token)}

            The new password also removes your passkeys, authenticator app and recovery codes, and ends every session. Set them up again afterwards.

            If it was not you, ignore this email. Your account stays as it is.
            """);
    });

    /// <summary>
    /// Sets the password, and removes every other way to sign in: passkeys, authenticator, recovery codes and sessions. Anyone who used the account
    /// before, or created it in advance, loses access.
    /// </summary>
    public async Task<SaveResult> ResetAsync(string token, string password, string? from, CancellationToken cancellationToken = default)
    {
        if (token.Trim().Split('.', 2) is not [var id, var secret] || !Guid.TryParse(id, out var personId)) return Invalid(LinkIsOver);
        await using var scope = scopes.CreateAsyncScope();
        PortalUser? owner = null;
        var result = await changes.SaveAsync(AuditActor.Stranger(from), AuditAction.PasswordReset, async (context, cancel) =>
        {
            var people = scope.ServiceProvider.PeopleOf(context);
            if (await people.FindByIdAsync(personId.ToString()) is not { } person) return new Edit.Mistake(Invalid(LinkIsOver));
            if (!await people.VerifyUserTokenAsync(person, people.Options.Tokens.PasswordResetTokenProvider, UserManager<PortalUser>.ResetPasswordTokenPurpose, secret))
                return new Edit.Refusal(Invalid(LinkIsOver), AuditTarget.Of(person, tenantId: null), "The link was used, has expired, or is invalid.");
            if (PasswordRules.ErrorOf(password, person.Email!, person.Name) is { } error) return new Edit.Mistake(Invalid(error));
            var reset = await people.ResetPasswordAsync(person, secret, password);
            if (reset.MistakeIn(PasswordField) is { } mistake) return mistake;
            await people.SetLockoutEndDateAsync(person, null);
            await people.ResetAccessFailedCountAsync(person);
            await CodeAttempts.ForgetAsync(context, personId, cancel);

            // The link was mailed, or an administrator knows who received it, and no earlier way to sign in remains.
            person.EmailConfirmed = true;
            owner = person;
            var passkeys = await context.TakePasskeysAsync(person, cancel);
            var authenticator = await context.TakeAuthenticatorAsync(person, cancel);
            await context.PersonSessions.EndAsync(personId, except: null, time.GetUtcNow().UtcDateTime, cancel);
            return new Edit.Change(AuditTarget.Of(person, tenantId: null), After: new { RemovedPasskeys = passkeys, RemovedAuthenticator = authenticator });
        }, cancellationToken);
        if (result is not SaveResult.Saved) return result;
        access.Change(personId);
        letters.PasswordReset(owner!);
        return result;
    }

    private static SaveResult.Invalid Invalid(string error) => new(new Dictionary<string, string> { [PasswordField] = error });
}
