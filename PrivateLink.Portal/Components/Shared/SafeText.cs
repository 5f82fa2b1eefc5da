using System.Globalization;
using System.Text;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>
/// A stranger's text made fit to be shown: bounded, and without characters that could reorder, hide or break the line around it.
/// Markup is not a concern here, Blazor encodes every text.
/// </summary>
public static class SafeText
{
    private const int LongestShown = 255;

    public static string Of(string text) => Of(text, LongestShown, keepsLines: false);

    /// <summary>The whole of a text of several lines, bounded where it was taken: nothing in it is hidden, and nothing is left out.</summary>
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

    /// <summary>Format characters (bidirectional overrides, zero widths), controls and line separators are not.</summary>
    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
