namespace PrivateLink.Portal.Mail;

/// <summary>Words of people inside letters.</summary>
internal static class MailText
{
    /// <summary>What somebody typed, as one line: none of it may begin another line of the header or of the letter.</summary>
    public static string OneLine(string text) => new([.. text.Select(character => char.IsControl(character) ? ' ' : character)]);
}
