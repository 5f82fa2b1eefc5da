using System.Text;
using System.Text.Json;

namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>The named values of JSON, however deep they are.</summary>
internal static class PastedJson
{
    private const int DeepestNesting = 32;

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true, AllowTrailingCommas = true, MaxDepth = DeepestNesting };

    public static bool TryRead(string text, out IReadOnlyList<PastedFact> facts)
    {
        var found = new List<PastedFact>();
        facts = found;
        if (!LooksLike(text) || !TryParse(text, root => Read(root, "", "", found), out var rest)) return false;

        // The next command of a script may have printed plain text behind it.
        found.AddRange(PastedLines.Read(rest));
        return true;
    }

    /// <summary>
    /// The text of one element of a list when it alone speaks of the service: people who list all endpoints of a network mean that one.
    /// The whole text when there is no list, or none or several of its elements do.
    /// </summary>
    public static string Narrow(string text, Func<string, bool> speaksOfIt)
    {
        var elements = new List<string>();
        if (!LooksLike(text) || !TryParse(text, root => elements.AddRange(ElementsOf(root).Select(element => element.GetRawText())), out _)) return text;
        return elements.Count > 1 && elements.FindAll(element => speaksOfIt(element)) is [var only] ? only : text;
    }

    private static bool LooksLike(string text) => text.TrimStart() is ['{' or '[', ..];

    /// <summary>False when not even one value is whole.</summary>
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
            // What is no JSON any more is left to others.
        }
        catch (InvalidOperationException)
        {
            // Half a character, escaped: the reader takes it, and no text can be made of it.
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

                // "terraform output -json" puts each value below its name.
                if (key == "value") facts.Add(new(under, value));
                break;
        }
    }
}
