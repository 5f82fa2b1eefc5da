using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// What a thing was at one moment, as compact JSON. Services name the facts one by one, so that what must stay secret is never among
/// them.
/// </summary>
public static class AuditFacts
{
    // Read by people and by machines that parse it, never put into HTML as it is.
    private static readonly JsonSerializerOptions Compact = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The facts as text; null for none. What is too long for its column is told by length and hash.</summary>
    public static string? Write(object? facts)
    {
        if (facts is null) return null;
        var text = JsonSerializer.Serialize(facts, facts.GetType(), Compact);
        return text.Length <= AuditEntry.FactsLength
            ? text
            : $$"""{"tooLong":{{text.Length}},"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}}"}""";
    }
}
