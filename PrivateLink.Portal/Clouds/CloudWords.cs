namespace PrivateLink.Portal.Clouds;

/// <summary>Each cloud's own terms for the same things. Screens use the terms of the customer's console.</summary>
public sealed record CloudWords
{
    /// <summary>The cloud's short name.</summary>
    public required string Name { get; init; }

    /// <summary>Our own icon for it, not a vendor's logo. The text is the path of a 16 by 16 SVG, drawn as an outline.</summary>
    public required string Glyph { get; init; }

    public required string Network { get; init; }

    public required string PrivateEndpoint { get; init; }

    public required string LinkId { get; init; }

    public required string Account { get; init; }

    public required string Alias { get; init; }

    public required string Service { get; init; }

    /// <summary>An endpoint with the cloud's name, as text before a link ID.</summary>
    public required string Identity { get; init; }

    /// <summary>What to check in the cloud if nothing comes through a new endpoint.</summary>
    public required string WhenNothingComes { get; init; }

    /// <summary>The term for a private endpoint at the start of a line.</summary>
    public string PrivateEndpointTitle => Title(PrivateEndpoint);

    /// <summary>The term for a link ID at the start of a line.</summary>
    public string LinkIdTitle => Title(LinkId);

    /// <summary>The term for an alias at the start of a line.</summary>
    public string AliasTitle => Title(Alias);

    private static string Title(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
