using System.Text.Json;

namespace PrivateLink.Portal.Audit;

/// <summary>Describes from the facts of an entry where an upstream's connections went before and after. Pure. Only for the company.</summary>
public static class UpstreamChangeWords
{
    private const int MostNamed = 3;

    /// <summary>"127.0.0.1:8450 to 127.0.0.1:9". Null if connections go where they went before.</summary>
    public static string? Of(string? before, string? after)
    {
        if (before is null || after is null) return null;
        var differences = AuditDifference.Between(before, after);
        var words = new List<string>();
        if (differences.FirstOrDefault(difference => difference.Name == "addresses") is { } addresses) words.Add($"{Named(addresses.Before)} to {Named(addresses.After)}");
        if (differences.FirstOrDefault(difference => difference.Name == "sendProxyHeader") is { } header) words.Add(header.After == "true" ? "PROXY header sent" : "PROXY header no longer sent");
        return words.Count == 0 ? null : string.Join(", ", words);
    }

    private static string Named(string? json)
    {
        var addresses = ListOf(json);
        return addresses.Count == 0 ? "no address" : string.Join(", ", addresses.Take(MostNamed)) + (addresses.Count > MostNamed ? " …" : "");
    }

    /// <summary>The log may have been written by another version.</summary>
    private static List<string> ListOf(string? json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<string>>(json ?? "[]") ?? [];
        }
        catch (JsonException)
        {
            return [json!];
        }
    }
}
