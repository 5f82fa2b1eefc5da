using System.Text.Json;

namespace PrivateLink.Portal.Audit;

/// <summary>One fact that an action changed.</summary>
/// <param name="Name">The path of the fact: <c>mode</c>, <c>links.vpce-0a1b</c>.</param>
/// <param name="Before">Null if there was none.</param>
/// <param name="After">Null if there is none any more.</param>
public sealed record AuditDifference(string Name, string? Before, string? After)
{
    /// <summary>
    /// Compares facts as JSON, one by one. Text that is not a JSON object counts as one fact without a name. A value that a shortened text omits is
    /// unknown, so its absence is no difference. The disabled switches are kept, so a new one is a difference.
    /// </summary>
    public static IReadOnlyList<AuditDifference> Between(string? before, string? after)
    {
        var ((old, omittedOld), (now, omittedNow)) = (Flatten(before), Flatten(after));
        return
        [
            .. old.Keys.Union(now.Keys)
                .Select(name => new AuditDifference(name, old.GetValueOrDefault(name), now.GetValueOrDefault(name)))
                .Where(difference => difference.Before != difference.After && !IsUnknown(difference)),
        ];

        bool IsUnknown(AuditDifference difference) =>
            (difference.After is null && IsIn(omittedNow, difference.Name)) || (difference is { Before: null, After: not "false" } && IsIn(omittedOld, difference.Name));
    }

    private static bool IsIn(IReadOnlyList<string> omitted, string name) =>
        omitted.Any(fact => name.StartsWith(fact, StringComparison.Ordinal) && (name.Length == fact.Length || name[fact.Length] == '.'));

    private static (Dictionary<string, string> Facts, IReadOnlyList<string> Omitted) Flatten(string? json)
    {
        var facts = new Dictionary<string, string>();
        if (json is null) return (facts, []);
        try
        {
            using var document = JsonDocument.Parse(json);
            Add(facts, "", document.RootElement);
            return (facts, ShortenedFacts.OmittedIn(document.RootElement));
        }
        catch (JsonException)
        {
            facts[""] = json;
        }

        return (facts, []);
    }

    private static void Add(Dictionary<string, string> facts, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject()) Add(facts, name.Length == 0 ? property.Name : $"{name}.{property.Name}", property.Value);
                break;
            case JsonValueKind.String:
                facts[name] = value.GetString()!;
                break;
            case JsonValueKind.Null:
                break;
            default:
                facts[name] = value.GetRawText();
                break;
        }
    }
}
