using System.Globalization;

namespace PrivateLink.Portal.Mail;

/// <summary>Makes typed words safe for letters.</summary>
internal static class MailText
{
    /// <summary>
    /// Returns typed text as one line. It cannot start another line of the header or the letter, or change the direction of the text that follows.
    /// </summary>
    public static string OneLine(string text) => new([.. text.Select(character => IsHarmless(character) ? character : ' ')]);

    /// <summary>False for control characters, format characters (bidirectional overrides, zero widths), and line and paragraph separators.</summary>
    private static bool IsHarmless(char character) => char.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
