namespace PrivateLink.Protocol.Links;

/// <summary>How one cloud writes a link ID: into a TLV, and as text. Pure; everything of a cloud that the wire knows is in its own folder.</summary>
internal abstract class LinkFormat
{
    /// <summary>The cloud.</summary>
    public abstract CloudProvider Cloud { get; }

    /// <summary>The type of its TLVs.</summary>
    public abstract byte TlvType { get; }

    /// <summary>Whether an ID names one endpoint in the whole cloud, and not only among those of one service.</summary>
    public abstract bool IsUniqueEverywhere { get; }

    /// <summary>What an ID looks like by which the header names the service; null where it names none.</summary>
    public virtual string? ServiceIdExample => null;

    /// <summary>Reads one TLV of the cloud's type. Broken is never absent; a TLV that says nothing about the link is.</summary>
    /// <param name="value">What is behind type and length.</param>
    /// <param name="service">The ID of the listener's service, where headers name it; null to believe any.</param>
    public abstract LinkIdentity Read(ReadOnlySpan<byte> value, string? service);

    /// <summary>Reads the canonical text, as it is stored and shown.</summary>
    public abstract bool TryParse(ReadOnlySpan<char> text, out LinkId linkId);

    /// <summary>How long the value of the TLV is that carries an ID.</summary>
    public abstract int LengthOf(LinkId linkId);

    /// <summary>Writes that value.</summary>
    public abstract void Write(LinkId linkId, Span<byte> value);
}
