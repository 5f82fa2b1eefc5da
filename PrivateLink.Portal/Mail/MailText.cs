using System.Globalization;

namespace PrivateLink.Portal.Mail;

/// <summary>Words of people inside letters.</summary>
internal static class MailText
{
    /// <summary>What somebody typed, as one line: none of it may begin another line of the header or of the letter, or turn the order of what follows.</summary>
    public static string OneLine(string text) => new([.. text.Select(character => IsHarmless(character) ? character : ' ')]);

    /// <summary>Controls, format characters (bidirectional overrides, zero widths) and the separators of lines and paragraphs are not.</summary>
    private static bool IsHarmless(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
