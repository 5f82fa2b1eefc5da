using System.Text.Json;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Stores the typed fields of a form as one text.</summary>
internal static class StoredForm
{
    private static readonly Dictionary<string, string> Empty = [];

    public static string Write(IReadOnlyDictionary<string, string> texts) => JsonSerializer.Serialize(texts);

    /// <summary>A text that cannot be read counts as an empty form, so the person types it again.</summary>
    public static IReadOnlyDictionary<string, string> Read(string? text)
    {
        if (text is null) return Empty;
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(text) ?? Empty;
        }
        catch (JsonException)
        {
            return Empty;
        }
    }
}
