using PrivateLink.Portal.Clouds.Zones;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>
/// Zones in text, tables and YAML. A line either describes a whole zone or holds one fact of it. In the second case, a repeated kind of fact begins
/// the next zone.
/// </summary>
internal static class AwsZoneText
{
    private static readonly char[] Separators = [' ', '\t', '|', ',', ';', '"', '\'', '(', ')', '[', ']', '{', '}'];

    public static IReadOnlyList<Zone> Read(string text)
    {
        var lines = text.Split('\n').Select(WordsOf).Where(words => words.Count > 0).ToList();
        var zones = lines.Select(AwsZoneFacts.Of).OfType<Zone>().ToList();
        return zones.Count > 0 ? zones : FactByFact(lines);
    }

    public static IReadOnlyCollection<string> Words(string text) => WordsOf(text.ReplaceLineEndings(" "));

    private static List<Zone> FactByFact(IEnumerable<IReadOnlyList<string>> lines)
    {
        var zones = new List<Zone>();
        var facts = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            if (line is not [.., var key, var value]) continue;
            if (facts.ContainsKey(key)) Finish();
            facts[key] = value;
        }

        Finish();
        return zones;

        void Finish()
        {
            if (AwsZoneFacts.Of(facts.Values) is { } zone) zones.Add(zone);
            facts.Clear();
        }
    }

    // YAML puts a colon after a key and a dash before the first key. No zone name begins or ends with either.
    private static List<string> WordsOf(string line) =>
        [.. line.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim(':', '-', '+', '\r')).Where(word => word.Length > 0)];
}
