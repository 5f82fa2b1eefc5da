using System.Text.Json;

namespace PrivateLink.Portal.Operations.Tail;

/// <summary>What somebody wants to follow: one line of JSON.</summary>
/// <param name="Filter">In the grammar of the screen.</param>
/// <param name="Last">How many connections of before come first.</param>
/// <param name="Now">Only the report of what is so now: <c>text</c> or <c>json</c>.</param>
internal sealed record TailRequest(string Filter, int Last, string? Now = null)
{
    /// <summary>The most that may come first; more than that is not kept in memory for long.</summary>
    public const int MostLast = 10_000;

    public string ToLine() => JsonSerializer.Serialize(this);

    /// <summary>Null when it is none.</summary>
    public static TailRequest? Of(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<TailRequest>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
