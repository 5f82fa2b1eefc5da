namespace PrivateLink.Portal.Clouds;

/// <summary>Each cloud's own words for the same things: screens speak the language of the console that lies beside them.</summary>
public sealed record CloudWords
{
    /// <summary>The cloud's own name, short.</summary>
    public required string Name { get; init; }

    /// <summary>Our own glyph for it (no vendor's logo): the path of an SVG of 16 by 16, drawn as an outline.</summary>
    public required string Glyph { get; init; }

    public required string Network { get; init; }

    public required string PrivateEndpoint { get; init; }

    public required string LinkId { get; init; }

    public required string Account { get; init; }

    public required string Alias { get; init; }

    public required string Service { get; init; }

    /// <summary>An endpoint with the cloud's name, in front of a link ID.</summary>
    public required string Identity { get; init; }

    /// <summary>What to look at in the cloud when nothing comes through a new endpoint.</summary>
    public required string WhenNothingComes { get; init; }

    /// <summary>The private endpoint's name at the beginning of a line.</summary>
    public string PrivateEndpointTitle => Title(PrivateEndpoint);

    /// <summary>The link ID's name at the beginning of a line.</summary>
    public string LinkIdTitle => Title(LinkId);

    /// <summary>The alias's name at the beginning of a line.</summary>
    public string AliasTitle => Title(Alias);

    private static string Title(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
