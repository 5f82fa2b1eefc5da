namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>The answer of <see cref="ProxyProtocolWriter.Finish"/>.</summary>
public enum ProxyProtocolWriteResult
{
    /// <summary>The first <see cref="ProxyProtocolWriter.Length"/> bytes of the buffer are a complete header.</summary>
    Written,

    /// <summary>The header is fine and the buffer is not: it takes <see cref="ProxyProtocolWriter.Length"/> bytes.</summary>
    BufferTooSmall,

    /// <summary>The header would exceed <see cref="ProxyProtocolParser.MaximumLength"/>, which the engine itself refuses.</summary>
    TooLarge,

    /// <summary>A part breaks its own rule: a unique ID over 128 bytes, a second checksum, a raw TLV whose length is not its own.</summary>
    Invalid,
}
