using System.Globalization;
using System.Text;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>
/// Makes a text from outside safe to show: shortened, and without characters that could reorder, hide or break its line.
/// Markup is no risk here, because Blazor encodes every text.
/// </summary>
public static class SafeText
{
    private const int LongestShown = 255;

    public static string Of(string text) => Of(text, LongestShown, keepsLines: false);

    /// <summary>The full text of several lines. Its length was limited where it was read, so nothing is hidden or left out here.</summary>
    public static string WholeOf(string text) => Of(text, int.MaxValue, keepsLines: true);

    private static string Of(string text, int longest, bool keepsLines)
    {
        var shown = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= longest) return shown.Append('…').ToString();
            if (IsHarmless(rune) || (keepsLines && rune.Value is '\n' or '\t')) shown.Append(rune);
            else shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }

        return shown.ToString();
    }

    /// <summary>Format characters (bidirectional overrides, zero widths), controls and line separators are not harmless.</summary>
    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
