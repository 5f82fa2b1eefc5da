using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// The state of a target at one moment, as compact JSON. Services list the facts explicitly, so that no secret is included by accident.
/// </summary>
public static class AuditFacts
{
    // People and programs read this text. It is never inserted into HTML without escaping.
    private static readonly JsonSerializerOptions Compact = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The facts as text. Null if there are none. If they are too long for the column, <see cref="ShortenedFacts"/> keeps what is read again.</summary>
    public static string? Write(object? facts)
    {
        if (facts is null) return null;
        var text = JsonSerializer.Serialize(facts, facts.GetType(), Compact);
        return text.Length <= AuditEntry.FactsLength ? text : ShortenedFacts.Of(text, JsonSerializer.SerializeToElement(facts, facts.GetType(), Compact)).ToJsonString(Compact);
    }

    /// <summary>How these facts appear within the text of an entry that has them. Its quotes are not escaped, so typed text cannot imitate them.</summary>
    public static string Fragment(object facts) => JsonSerializer.Serialize(facts, facts.GetType(), Compact)[1..^1];
}
