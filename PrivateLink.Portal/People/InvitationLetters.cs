using PrivateLink.Portal.Mail;

namespace PrivateLink.Portal.People;

/// <summary>Sends an invitation's link to the person it is for, when there is a mail server. The inviter sees it either way.</summary>
public sealed class InvitationLetters(MailRoom mail)
{
    /// <returns>Whether it is on its way.</returns>
    public bool TrySend(string email, string side, string invitedBy, string link) => mail.TrySend(email, $"{OneLine(invitedBy)} asks you to join {OneLine(side)}", $"""
        Hello,

        {OneLine(invitedBy)} asks you to join {OneLine(side)} in PrivateLink. Accept within 72 hours, once:

        {link}

        If you do not know what this is about, do nothing.
        """);

    /// <summary>Names end up in a header: no line of theirs may begin another.</summary>
    private static string OneLine(string text) => new([.. text.Select(character => char.IsControl(character) ? ' ' : character)]);
}
