using PrivateLink.Portal.Access;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.People;

/// <summary>
/// Delivers the link of an invitation to the invited person. With a mail server, the link is mailed and a tenant's inviter never sees it. Anyone with
/// the link can accept it and create an account for that address. Without a mail server, the inviter passes the link on. Administrators of the
/// company always see it.
/// </summary>
public sealed class InvitationLetters(MailRoom mail, PortalAddress address)
{
    /// <summary>
    /// Whether only the address and the company see a link that the caller creates. If so, an account created with it belongs to the owner of the
    /// address.
    /// </summary>
    internal bool Proves(Caller caller) => mail.IsOpen || caller.IsCompany;

    /// <summary>Mails the link if there is a mail server, and says what the inviter may see of it.</summary>
    /// <param name="caller">The person who invites.</param>
    /// <param name="email">The invited address.</param>
    /// <param name="side">Where to: the tenant's name, or the company.</param>
    /// <param name="token">The secret in the link.</param>
    internal InvitationDelivery Deliver(Caller caller, string email, string side, OneTimeToken token)
    {
        var link = address.Link("account/invitation", token.Text);
        var sent = mail.TrySend(LetterKind.Invitation, email, $"{MailText.OneLine(caller.Person)} invites you to join {MailText.OneLine(side)}", $"""
            Hello,

            {MailText.OneLine(caller.Person)} invites you to join {MailText.OneLine(side)} in PrivateLink. Accept with this link. It works once, within 72 hours:

            {link}

            If you did not expect this invitation, ignore this email.
            """);
        return new(sent, !mail.IsOpen || caller.IsCompany ? link : null);
    }
}
