using System.Text.Json;

namespace PrivateLink.Portal.Operations.Tail;

/// <summary>A request to follow connections: one line of JSON.</summary>
/// <param name="Filter">The filter, in the grammar of the screen.</param>
/// <param name="Last">The number of past connections to send first.</param>
/// <param name="Now">Asks only for the current report, as <c>text</c> or <c>json</c>, or for the parts of a support bundle.</param>
internal sealed record TailRequest(string Filter, int Last, string? Now = null)
{
    /// <summary>The most past connections to send. Memory does not hold more than that for long.</summary>
    public const int MostLast = 10_000;

    /// <summary>Asks for the parts of a support bundle. A portal that does not know it answers with the current report.</summary>
    public const string Support = "support";

    public string ToLine() => JsonSerializer.Serialize(this);

    /// <summary>Parses a request; null if it is not valid.</summary>
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
