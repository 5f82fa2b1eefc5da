using System.Text;
using System.Text.Json;
using PrivateLink.Portal.Clouds.Zones;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>Zones in JSON of any shape. Values in the same object or array belong to one zone.</summary>
internal static class AwsZoneJson
{
    private const int DeepestNesting = 32;

    public static bool TryRead(string text, out IReadOnlyList<Zone> zones, out IReadOnlyCollection<string> words)
    {
        var found = new List<Zone>();
        var heard = new HashSet<string>();
        (zones, words) = (found, heard);
        // jq and command pipelines print several values one after the other.
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions
        {
            AllowMultipleValues = true,
            AllowTrailingCommas = true,
            MaxDepth = DeepestNesting,
        });
        try
        {
            var lastWords = new List<string>();
            while (reader.Read())
                using (var value = JsonDocument.ParseValue(ref reader))
                    Read(value.RootElement, found, heard, lastWords);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false; // half of an escaped character: the reader accepts it, but it cannot become a string
        }
    }

    /// <param name="element">The element to read.</param>
    /// <param name="zones">Receives the zones that were found.</param>
    /// <param name="heard">Receives every word.</param>
    /// <param name="siblings">Receives the element if it is text, as a fact about the zone that its object or array describes.</param>
    private static void Read(JsonElement element, List<Zone> zones, HashSet<string> heard, List<string> siblings)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                var word = element.GetString()!.Trim();
                heard.Add(word);
                siblings.Add(word);
                break;
            case JsonValueKind.Array:
                ReadGroup(element.EnumerateArray().Select(item => ("", item)), zones, heard);
                break;
            case JsonValueKind.Object:
                ReadGroup(element.EnumerateObject().Select(property => (property.Name, property.Value)), zones, heard);
                break;
        }
    }

    private static void ReadGroup(IEnumerable<(string Name, JsonElement Value)> members, List<Zone> zones, HashSet<string> heard)
    {
        var words = new List<string>();
        foreach (var (name, value) in members)
        {
            // A map from names to IDs, or from IDs to names.
            if (value.ValueKind == JsonValueKind.String && AwsZoneFacts.Of([name, value.GetString()!]) is { } pair) zones.Add(pair);
            Read(value, zones, heard, words);
        }

        if (AwsZoneFacts.Of(words) is { } zone) zones.Add(zone);
    }
}
