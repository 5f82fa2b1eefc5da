namespace PrivateLink.Portal.Connectivity;

/// <summary>The words of a question such as "Megacorp cannot connect" that can be names.</summary>
public static class SearchWords
{
    /// <summary>Words that say what is wrong, or join others. Nobody has such a name.</summary>
    private static readonly HashSet<string> Ignored = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "all", "an", "any", "anymore", "are", "at", "broken", "can", "can't", "cannot", "cant", "connect", "connected", "connecting", "connection", "connections",
        "connectivity", "customer", "do", "does", "doesn't", "doesnt", "down", "for", "from", "get", "has", "have", "in", "into", "is", "isn't", "it", "longer", "no", "not",
        "now", "of", "on", "our", "over", "reach", "reachable", "still", "tenant", "the", "there", "through", "to", "unable", "unreachable", "up", "we", "why", "with",
        "work", "working", "works",
    };

    /// <returns>The whole text if it has no other word.</returns>
    public static string Of(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(word => word.Trim('?', '!', ',', '.', ';')).Where(word => word.Length > 0 && !Ignored.Contains(word)).ToList();
        return words.Count > 0 ? string.Join(' ', words) : text.Trim();
    }
}
