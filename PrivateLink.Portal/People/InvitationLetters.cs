using PrivateLink.Portal.Access;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Mail;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.People;

/// <summary>
/// How an invitation's link reaches the person it is for. With a mail server it goes there by mail and a tenant's inviter never sees it: anyone who sees a
/// link can accept it, and make an account for somebody else's address. Without one the inviter hands it over. Administrators of the company see it
/// either way.
/// </summary>
public sealed class InvitationLetters(MailRoom mail, PortalAddress address)
{
    /// <summary>
    /// Whether a link that the caller makes is seen by nobody but the address and the company, so that an account made with it is its person's own.
    /// </summary>
    internal bool Proves(Caller caller) => mail.IsOpen || caller.IsCompany;

    /// <summary>Sends the link where there is a mail server, and says what the inviter may see of it.</summary>
    /// <param name="caller">Who invites.</param>
    /// <param name="email">Whom.</param>
    /// <param name="side">Into what: the tenant's name, or the company.</param>
    /// <param name="token">The secret of the link.</param>
    internal InvitationDelivery Deliver(Caller caller, string email, string side, OneTimeToken token)
    {
        var link = address.Link("account/invitation", token.Text);
        var sent = mail.TrySend(LetterKind.Invitation, email, $"{MailText.OneLine(caller.Person)} invites you to join {MailText.OneLine(side)}", $"""
            Hello,

            {MailText.OneLine(caller.Person)} invites you to join {MailText.OneLine(side)} in PrivateLink. Accept within 72 hours, once:

            {link}

            If you do not know what this is about, do nothing.
            """);
        return new(sent, !mail.IsOpen || caller.IsCompany ? link : null);
    }
}
