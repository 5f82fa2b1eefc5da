using System.Globalization;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>
/// Mails people when their account changes, so that they notice changes that are not their own. Without a mail server it does nothing.
/// </summary>
public sealed class AccountLetters(MailRoom mail, PortalAddress address, IHttpContextAccessor http, TimeProvider time)
{
    /// <summary>Whether the portal sends these mails.</summary>
    internal bool AreSent => mail.IsOpen;

    internal void PasskeyAdded(PortalUser person, string passkey) =>
        Send(person, LetterKind.FactorsChanged, "New passkey on your PrivateLink account", $"The passkey \"{MailText.OneLine(passkey)}\" was added to your account");

    internal void PasskeyRemoved(PortalUser person, string passkey, bool byAdministrator = false) =>
        Send(person, LetterKind.FactorsChanged, "Passkey removed from your PrivateLink account", byAdministrator
            ? $"An administrator removed the passkey \"{MailText.OneLine(passkey)}\" from your account"
            : $"The passkey \"{MailText.OneLine(passkey)}\" was removed from your account", byAdministrator ? "" : Where);

    internal void AuthenticatorAdded(PortalUser person) =>
        Send(person, LetterKind.FactorsChanged, "Authenticator app on your PrivateLink account", "An authenticator app was enabled for your account");

    internal void AuthenticatorRemoved(PortalUser person, bool byAdministrator = false) =>
        Send(person, LetterKind.FactorsChanged, "Authenticator app removed from your PrivateLink account", byAdministrator
            ? "An administrator disabled the authenticator app of your account"
            : "The authenticator app of your account was disabled", byAdministrator ? "" : Where);

    internal void PasswordChanged(PortalUser person) =>
        Send(person, LetterKind.PasswordChanged, "Your PrivateLink password was changed", "The password of your account was changed");

    internal void PasswordReset(PortalUser person) =>
        Send(person, LetterKind.PasswordChanged, "Your PrivateLink password was reset", "The password of your account was reset through a link; passkeys, authenticator app and recovery codes were removed");

    internal void NewPlace(PortalUser person, string method) =>
        Send(person, LetterKind.NewPlace, "New sign-in to your PrivateLink account", $"There was a sign-in to your account by {method}, from a network and browser that you have not used before");

    internal void WrongCodes(PortalUser person) =>
        Send(person, LetterKind.WrongCodes, "Wrong codes for your PrivateLink account", "Your password was entered, followed by wrong codes of your authenticator app. Codes are refused for a while");

    private void Send(PortalUser person, LetterKind kind, string subject, string what, string? where = null) => mail.TrySend(kind, person.Email!, subject, $"""
        Hello {MailText.OneLine(person.Name)},

        {what} on {time.GetUtcNow().ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture)} UTC{where ?? Where}.

        If you did this or expected it, you do not need to do anything. If not, reset your password now:

        {address.Root}/account/forgotten

        The reset also removes every passkey, authenticator app and recovery code, and ends every session. Then tell an administrator of the company that runs this portal.
        """);

    /// <summary>The browser of the request. Empty if no request caused the change.</summary>
    private string Where => http.HttpContext is { } context && ClientAddress.Of(context) is { } from
        ? $", from {from} ({BrowserName.Of(context.Request.Headers.UserAgent.ToString())})"
        : "";
}
