namespace PrivateLink.Portal.Clouds.Forms;

/// <summary>One value that a customer types, because only the customer knows it.</summary>
/// <param name="Key">Under which it is stored; never renamed.</param>
/// <param name="Label">In the cloud's own words.</param>
/// <param name="Example">A value of the right form.</param>
/// <param name="StandIn">What generated text says as long as nothing is typed.</param>
/// <param name="Read">Gives the value in the form that commands take, or a sentence that says what is wrong.</param>
public sealed record FormField(string Key, string Label, string Example, string StandIn, Func<string, FieldReading> Read)
{
    /// <summary>Where it is to be found, or what it is good for.</summary>
    public string Hint { get; init; } = "";

    public bool IsOptional { get; init; }

    /// <summary>Another field that makes this one superfluous; null when there is none.</summary>
    public FormField? NotNeededWith { get; init; }

    /// <summary>Whether another step asks for it, so that the form does not.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Whether several values may be typed, with commas, spaces or line ends between them.</summary>
    public bool IsList { get; init; }
}

/// <summary>One typed value, read.</summary>
public readonly record struct FieldReading(string? Value, string? Error)
{
    public static FieldReading Found(string value) => new(value, null);

    public static FieldReading Wrong(string error) => new(null, error);
}
