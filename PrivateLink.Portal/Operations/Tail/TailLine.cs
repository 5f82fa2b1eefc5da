using System.Text.Json;

namespace PrivateLink.Portal.Operations.Tail;

/// <summary>One line from the portal to somebody who follows it, as JSON.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">For a person.</param>
/// <param name="Json">Of a connection: the same for a program.</param>
internal sealed record TailLine(TailKind Kind, string? Text = null, string? Json = null)
{
    public string ToLine() => JsonSerializer.Serialize(this);

    /// <summary>Null when it is none.</summary>
    public static TailLine? Of(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<TailLine>(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a line is. Both ends may be of different versions for a moment, so the numbers stay.</summary>
internal enum TailKind
{
    /// <summary>The first line: who answers.</summary>
    Hello = 0,

    /// <summary>A connection.</summary>
    Connection = 1,

    /// <summary>How many connections were left out here, because they were not taken in time.</summary>
    Lost = 2,

    /// <summary>The portal lives, and there is nothing else to say.</summary>
    Alive = 3,

    /// <summary>Why nothing follows.</summary>
    Refused = 4,

    /// <summary>The report of <c>/ops/now</c>, whole.</summary>
    Now = 5,
}
