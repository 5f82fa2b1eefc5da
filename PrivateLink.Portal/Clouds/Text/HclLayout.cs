using System.Text;
using System.Text.RegularExpressions;

namespace PrivateLink.Portal.Clouds.Text;

/// <summary>Lays out Terraform's language like <c>terraform fmt</c>, so that generators need not count spaces.</summary>
public static partial class HclLayout
{
    /// <summary>The text with the equals signs of adjacent lines aligned.</summary>
    public static string Aligned(string text)
    {
        var aligned = new StringBuilder();
        var lines = text.Split('\n');
        for (var start = 0; start < lines.Length;)
        {
            var run = RunFrom(lines, start);
            var widest = run.Count == 0 ? 0 : run.Max(attribute => attribute.Groups["name"].Length);
            foreach (var attribute in run)
                aligned.Append(attribute.Groups["indent"].Value).Append(attribute.Groups["name"].Value.PadRight(widest)).Append(" = ").Append(attribute.Groups["value"].Value).Append('\n');
            if (run.Count == 0) aligned.Append(lines[start]).Append('\n');
            start += Math.Max(1, run.Count);
        }

        return aligned.ToString(0, aligned.Length - 1);
    }

    /// <summary>Consecutive attributes of one line each. Empty if the first line is anything else.</summary>
    private static List<Match> RunFrom(string[] lines, int start)
    {
        var run = new List<Match>();
        while (start + run.Count < lines.Length && Attribute().Match(lines[start + run.Count]) is { Success: true } attribute
               && (run.Count == 0 || attribute.Groups["indent"].Value == run[0].Groups["indent"].Value))
            run.Add(attribute);
        return run;
    }

    /// <summary>A value that continues on the next line is not aligned with its neighbours.</summary>
    [GeneratedRegex("""^(?<indent> *)(?<name>[A-Za-z_][A-Za-z0-9_-]*|"[^"]*") *= (?<value>.*[^\[{(]|[^\[{(])$""", RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();
}
