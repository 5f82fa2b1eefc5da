using System.Text;
using System.Text.Json;

namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>The named values of JSON, at any depth.</summary>
internal static class PastedJson
{
    private const int DeepestNesting = 32;

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, AllowTrailingCommas = true, MaxDepth = DeepestNesting };

    public static bool TryRead(string text, out IReadOnlyList<PastedFact> facts)
    {
        var found = new List<PastedFact>();
        facts = found;
        if (!LooksLike(text) || !TryParse(text, root => Read(root, "", "", found), out var rest)) return false;

        // A script's next command may have printed plain text after it.
        found.AddRange(PastedLines.Read(rest));
        return true;
    }

    /// <summary>
    /// Returns the text of the only list element that mentions the service. People who list all endpoints of a network mean that one. Returns the
    /// whole text if there is no list, or if none or several elements mention the service.
    /// </summary>
    public static string Narrow(string text, Func<string, bool> speaksOfIt)
    {
        var elements = new List<string>();
        if (!LooksLike(text) || !TryParse(text, root => elements.AddRange(ElementsOf(root).Select(element => element.GetRawText())), out _)) return text;
        return elements.Count > 1 && elements.FindAll(element => speaksOfIt(element)) is [var only] ? only : text;
    }

    private static bool LooksLike(string text) => text.TrimStart() is ['{' or '[', ..];

    /// <summary>False if not even one value is complete.</summary>
    private static bool TryParse(string text, Action<JsonElement> take, out string rest)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, Options);
        var read = 0;
        try
        {
            while (reader.Read())
            {
                using var value = JsonDocument.ParseValue(ref reader);
                take(value.RootElement);
                read = (int)reader.BytesConsumed;
            }
        }
        catch (JsonException)
        {
            // The rest is not JSON. Other readers handle it.
        }
        catch (InvalidOperationException)
        {
            // Half of an escaped character: the reader accepts it, but it cannot become a string.
        }

        rest = Encoding.UTF8.GetString(bytes.AsSpan(read));
        return read > 0;
    }

    private static IEnumerable<JsonElement> ElementsOf(JsonElement root) => root.ValueKind switch
    {
        JsonValueKind.Array => root.EnumerateArray(),
        JsonValueKind.Object when root.EnumerateObject().ToList() is [var only] => ElementsOf(only.Value),
        JsonValueKind.Object => root.EnumerateObject().Select(property => property.Value)
            .Where(value => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 1).Take(1).SelectMany(ElementsOf),
        _ => [],
    };

    private static void Read(JsonElement element, string key, string under, List<PastedFact> facts)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject()) Read(property.Value, PastedFact.KeyOf(property.Name), key, facts);
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Read(item, key, under, facts);
                break;
            case JsonValueKind.String or JsonValueKind.Number:
                var value = element.ValueKind == JsonValueKind.String ? element.GetString()!.Trim() : element.GetRawText();
                if (value.Length == 0) break;
                facts.Add(new(key, value, under));

                // "terraform output -json" nests each value under its name.
                if (key == "value") facts.Add(new(under, value));
                break;
        }
    }
}
