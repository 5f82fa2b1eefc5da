namespace PrivateLink.Portal.Clouds.Forms;

/// <summary>A value that only the customer knows and must enter.</summary>
/// <param name="Key">The storage key; never renamed.</param>
/// <param name="Label">The label, in the cloud's own words.</param>
/// <param name="Example">A well-formed value.</param>
/// <param name="StandIn">The placeholder in generated text until a value is entered.</param>
/// <param name="Read">Returns the value in the form that commands accept, or an error sentence.</param>
public sealed record FormField(string Key, string Label, string Example, string StandIn, Func<string, FieldReading> Read)
{
    /// <summary>Where to find the value, or what it is for.</summary>
    public string Hint { get; init; } = "";

    public bool IsOptional { get; init; }

    /// <summary>Another field that makes this one unnecessary. Null if there is none.</summary>
    public FormField? NotNeededWith { get; init; }

    /// <summary>Whether another step asks for it, so that the form does not.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Whether several values are accepted, separated by commas, spaces or line ends.</summary>
    public bool IsList { get; init; }
}

/// <summary>The result of reading one value.</summary>
public readonly record struct FieldReading(string? Value, string? Error)
{
    public static FieldReading Found(string value) => new(value, null);

    public static FieldReading Wrong(string error) => new(null, error);
}
