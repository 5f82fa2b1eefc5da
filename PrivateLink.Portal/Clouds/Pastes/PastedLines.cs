using System.Text.RegularExpressions;

namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>
/// The named values of lines: pairs, tables with column names in the first row, or labels above their values as in consoles. If a line has several
/// readings, all are kept. The names and forms of the values decide which one is right.
/// </summary>
internal static partial class PastedLines
{
    private const int LongestLabel = 60;

    private static readonly char[] Around = [' ', '\t', '"', '\'', ',', ';', '|', '`'];

    public static IReadOnlyList<PastedFact> Read(string text)
    {
        var facts = new List<PastedFact>();
        List<string> header = [];
        string? label = null;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()))
        {
            if (line.Length == 0 || Rule().IsMatch(line)) continue;
            if (label is not null) Add(label, line.TrimStart('-', ' '));
            var isItem = line.StartsWith("- ", StringComparison.Ordinal);
            if (Pair().Match(line) is { Success: true } pair)
            {
                Add(pair.Groups["key"].Value, pair.Groups["value"].Value);
                label = null;
                continue;
            }

            var cells = CellsOf(line);
            if (cells.Count < 2)
            {
                // All items of a YAML list belong to the label above them.
                if (!isItem || label is null) label = line.Length <= LongestLabel ? line : null;
                continue;
            }

            label = null;
            if (cells.Count == 2) Add(cells[0], cells[1]);
            if (cells.Count == header.Count) foreach (var (name, value) in header.Zip(cells)) Add(name, value);
            else header = cells;
        }

        return facts;

        void Add(string name, string value)
        {
            var key = PastedFact.KeyOf(name);
            value = value.Trim(Around);
            if (key.Length > 0 && value.Length > 0) facts.Add(new(key, value));
        }
    }

    private static List<string> CellsOf(string line)
    {
        var cells = line.Contains('|', StringComparison.Ordinal) ? line.Split('|') : line.Contains('\t', StringComparison.Ordinal) ? line.Split('\t') : Gap().Split(line);
        return [.. cells.Select(cell => cell.Trim()).Where(cell => cell.Length > 0)];
    }

    /// <summary>Matches the lines that a table draws.</summary>
    [GeneratedRegex("^[-+=| ]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();

    [GeneratedRegex(" {2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();

    /// <summary>Matches pairs of Terraform, YAML and consoles. A colon needs a space after it, so that a URL is not a pair.</summary>
    [GeneratedRegex("^[-+~ ]*[\"']?(?<key>[A-Za-z][A-Za-z0-9_ .()-]{0,59}?)[\"']?(?::\\s+| *=>? *)(?<value>[^\\s=>].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pair();
}
