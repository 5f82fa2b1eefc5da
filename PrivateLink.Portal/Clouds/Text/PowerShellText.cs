namespace PrivateLink.Portal.Clouds.Text;

/// <summary>A value as a single-quoted string of PowerShell, in which nothing is special but the quote itself.</summary>
public static class PowerShellText
{
    /// <summary>PowerShell treats the typographic quotes like the plain one.</summary>
    private const string Quotes = "'\u2018\u2019\u201A\u201B";

    public static string Quoted(string value) => $"'{string.Concat(value.Select(Escape))}'";

    public static string List(IEnumerable<string> values) => $"@({string.Join(", ", values.Select(Quoted))})";

    private static string Escape(char character) =>
        Quotes.Contains(character, StringComparison.Ordinal) ? new(character, 2) : char.IsControl(character) ? " " : character.ToString();
}
