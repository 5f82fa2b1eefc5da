namespace PrivateLink.Portal.Clouds;

/// <summary>The format of a cloud's PROXY headers, for the decoder and for tools that imitate its load balancer.</summary>
public sealed record CloudHeader
{
    /// <summary>The type of its TLV.</summary>
    public required byte TlvType { get; init; }

    /// <summary>The meaning of the value, unless a subtype says otherwise.</summary>
    public required string Value { get; init; }

    /// <summary>The meanings of the value's first byte. Empty if the value has no such byte.</summary>
    public IReadOnlyList<TlvSubtype> Subtypes { get; init; } = [];

    /// <summary>Whether the load balancer adds a checksum, and padding after the link ID.</summary>
    public bool HasChecksumAndPadding { get; init; }

    /// <summary>The form of a link ID, in a word.</summary>
    public required string LinkIdForm { get; init; }

    /// <summary>An example header for the decoder, as hexadecimal digits.</summary>
    public required string Example { get; init; }
}

/// <summary>One meaning of a TLV's first byte.</summary>
/// <param name="Code">The byte.</param>
/// <param name="Name">The meaning of the byte.</param>
/// <param name="Value">The content that follows. Null if the TLV's own description applies.</param>
public sealed record TlvSubtype(byte Code, string Name, string? Value = null);
