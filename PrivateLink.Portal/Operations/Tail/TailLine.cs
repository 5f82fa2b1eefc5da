using System.Text.Json;

namespace PrivateLink.Portal.Operations.Tail;

/// <summary>One line from the portal to a follower, as JSON.</summary>
/// <param name="Kind">The kind of line.</param>
/// <param name="Text">The text for a person.</param>
/// <param name="Json">The same as JSON, for a connection or a support bundle.</param>
internal sealed record TailLine(TailKind Kind, string? Text = null, string? Json = null)
{
    public string ToLine() => JsonSerializer.Serialize(this);

    /// <summary>Parses a line; null if it is not valid.</summary>
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

/// <summary>The kind of a line. The two ends may briefly have different versions, so the numbers must not change.</summary>
internal enum TailKind
{
    /// <summary>The first line, which identifies the portal.</summary>
    Hello = 0,

    /// <summary>A connection.</summary>
    Connection = 1,

    /// <summary>The number of connections left out here, because the follower read too slowly.</summary>
    Lost = 2,

    /// <summary>A sign of life when there is nothing else to send.</summary>
    Alive = 3,

    /// <summary>Why the request was refused.</summary>
    Refused = 4,

    /// <summary>The whole report of <c>/ops/now</c>.</summary>
    Now = 5,

    /// <summary>The portal's parts of a support bundle.</summary>
    Support = 6,
}
