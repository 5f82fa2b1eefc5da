using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// Facts that are too long for the column: the length and the hash of the whole text, and the facts that other pages read again, such as the
/// reason and the switches. In practice only a list of thousands of links is too long; of such a list, the disabled ones remain.
/// </summary>
internal static class ShortenedFacts
{
    private const string TooLong = "tooLong";
    private const string Omitted = "omitted";

    /// <summary>A fact with a longer text is omitted.</summary>
    private const int LongestFact = 4_000;

    /// <summary>The length of all remaining facts; the names of omitted facts need room too.</summary>
    private const int LongestOfAll = AuditEntry.FactsLength / 2;

    public static JsonObject Of(string text, JsonElement facts)
    {
        var shortened = new JsonObject { [TooLong] = text.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) };
        if (facts.ValueKind != JsonValueKind.Object) return shortened;
        var omitted = new JsonArray();
        var room = LongestOfAll;
        foreach (var (fact, length) in facts.EnumerateObject().Select(fact => (Fact: fact, Length: LengthOf(fact))).OrderBy(fact => fact.Length))
        {
            if (length <= Math.Min(LongestFact, room))
            {
                shortened[fact.Name] = JsonNode.Parse(fact.Value.GetRawText());
                room -= length;
                continue;
            }

            if (omitted.Count < LongestFact) omitted.Add(fact.Name);
            if (DisabledIn(fact.Value) is not { } disabled || disabled.ToJsonString().Length is var left && left > room) continue;
            shortened[fact.Name] = disabled;
            room -= left;
        }

        if (omitted.Count > 0) shortened[Omitted] = omitted;
        return shortened;
    }

    /// <summary>The facts of which only a part was kept, or nothing. A value that is missing there is unknown.</summary>
    public static IReadOnlyList<string> OmittedIn(JsonElement facts) =>
        IsShortened(facts) && facts.TryGetProperty(Omitted, out var omitted) ? [.. omitted.EnumerateArray().Select(name => name.GetString()!)] : [];

    /// <summary>Whether the text of an entry is the shortened form, so that the state cannot be restored from it.</summary>
    public static bool IsShortened(string facts)
    {
        using var document = JsonDocument.Parse(facts);
        return IsShortened(document.RootElement);
    }

    private static bool IsShortened(JsonElement facts) => facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty(TooLong, out _);

    private static int LengthOf(JsonProperty fact) => fact.Name.Length + fact.Value.GetRawText().Length;

    /// <summary>The disabled switches of a set of switches; null if it is something else.</summary>
    private static JsonObject? DisabledIn(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object) return null;
        var disabled = new JsonObject();
        foreach (var entry in value.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.False)) disabled[entry.Name] = false;
        return disabled;
    }
}
