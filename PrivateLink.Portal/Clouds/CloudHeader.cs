namespace PrivateLink.Portal.Clouds;

/// <summary>What a cloud's PROXY headers look like: for the decoder, and for anyone who plays its load balancer.</summary>
public sealed record CloudHeader
{
    /// <summary>The type of its TLV.</summary>
    public required byte TlvType { get; init; }

    /// <summary>What the value is, where no subtype says something else.</summary>
    public required string Value { get; init; }

    /// <summary>What the first byte of the value stands for; empty where the value begins at once.</summary>
    public IReadOnlyList<TlvSubtype> Subtypes { get; init; } = [];

    /// <summary>Whether the load balancer adds a checksum, and padding behind the link ID.</summary>
    public bool HasChecksumAndPadding { get; init; }

    /// <summary>What a link ID looks like, in a word.</summary>
    public required string LinkIdForm { get; init; }

    /// <summary>A header to try the decoder with, as hexadecimal digits.</summary>
    public required string Example { get; init; }
}

/// <summary>One meaning of a TLV's first byte.</summary>
/// <param name="Code">The byte.</param>
/// <param name="Name">What it says.</param>
/// <param name="Value">What follows; null for what the TLV's own words say.</param>
public sealed record TlvSubtype(byte Code, string Name, string? Value = null);
