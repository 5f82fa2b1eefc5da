using System.Text.RegularExpressions;

namespace PrivateLink.Portal.Clouds.LinkIds;

/// <summary>Classifies a pasted text before any cloud reads it.</summary>
internal static partial class Pasted
{
    private const int MostNamed = 3;

    private static readonly char[] Wrapping = ['"', '\'', '`', ',', ';', '“', '”', '\u200B', '\uFEFF'];

    /// <summary>Removes quotation marks and commas, which people copy along from JSON or a table.</summary>
    public static string Strip(string text)
    {
        string before;
        do
        {
            before = text;
            text = text.Trim().Trim(Wrapping);
        }
        while (text != before);
        return text;
    }

    public static PastedKind KindOf(string text)
    {
        if (text.Length == 0) return PastedKind.Nothing;
        if (PastedNumber.TryRead(text, out _)) return PastedKind.Number;
        if (NegativeNumber().IsMatch(text)) return PastedKind.NegativeNumber;
        return WholeGuid().IsMatch(text) ? PastedKind.BareGuid : PastedKind.Identifier;
    }

    /// <summary>The first few of several IDs, for a sentence.</summary>
    public static string FirstOf(IReadOnlyCollection<string> ids) =>
        string.Join(", ", ids.Count > MostNamed ? ids.Take(MostNamed).Append("…") : ids);

    [GeneratedRegex("^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeGuid();

    [GeneratedRegex("^[-−][0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex NegativeNumber();
}
