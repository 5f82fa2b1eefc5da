namespace PrivateLink.Protocol.Links;

/// <summary>How one cloud encodes a link ID, in a TLV and as text. Pure. Each cloud's wire format lives in a folder of its own.</summary>
internal abstract class LinkFormat
{
    /// <summary>The cloud.</summary>
    public abstract CloudProvider Cloud { get; }

    /// <summary>The type of its TLVs.</summary>
    public abstract byte TlvType { get; }

    /// <summary>Whether an ID is unique across the whole cloud, not only within one service.</summary>
    public abstract bool IsUniqueEverywhere { get; }

    /// <summary>An example of the service ID in this cloud's header; null if the header carries none.</summary>
    public virtual string? ServiceIdExample => null;

    /// <summary>Reads one TLV of the cloud's type. A broken TLV is malformed, never absent. A TLV that does not describe the link is absent.</summary>
    /// <param name="value">The bytes after type and length.</param>
    /// <param name="service">The service ID to require, for clouds whose header carries one; null to accept any.</param>
    public abstract LinkIdentity Read(ReadOnlySpan<byte> value, string? service);

    /// <summary>Parses the canonical text, as stored and displayed.</summary>
    public abstract bool TryParse(ReadOnlySpan<char> text, out LinkId linkId);

    /// <summary>The length of the TLV value that carries an ID.</summary>
    public abstract int LengthOf(LinkId linkId);

    /// <summary>Writes the TLV value that carries an ID.</summary>
    public abstract void Write(LinkId linkId, Span<byte> value);
}
