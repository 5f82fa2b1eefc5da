using System.Text.Json;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Compares what a thing was with what it became, fact by fact, as the audit log holds both.</summary>
internal static class FactDifferences
{
    public static IReadOnlyList<FactDifference> Between(string? before, string? after)
    {
        var (old, @new) = (Read(before), Read(after));
        return
        [
            .. old.Keys.Union(@new.Keys)
                .Select(name => new FactDifference(name, old.GetValueOrDefault(name), @new.GetValueOrDefault(name)))
                .Where(fact => fact.Before != fact.After),
        ];
    }

    /// <summary>Facts inside facts get names with a dot: <c>links.vpce-…</c>.</summary>
    private static Dictionary<string, string> Read(string? json)
    {
        var facts = new Dictionary<string, string>();
        if (string.IsNullOrEmpty(json)) return facts;
        using var document = JsonDocument.Parse(json);
        Add(document.RootElement, "", facts);
        return facts;
    }

    private static void Add(JsonElement element, string name, Dictionary<string, string> facts)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject()) Add(property.Value, name.Length == 0 ? property.Name : $"{name}.{property.Name}", facts);
        else if (element.ValueKind != JsonValueKind.Null)
            facts[name] = element.ToString();
    }
}
