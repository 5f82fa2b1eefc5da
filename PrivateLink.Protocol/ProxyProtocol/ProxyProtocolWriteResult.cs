namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>The result of <see cref="ProxyProtocolWriter.Finish"/>.</summary>
public enum ProxyProtocolWriteResult
{
    /// <summary>The first <see cref="ProxyProtocolWriter.Length"/> bytes of the buffer are a complete header.</summary>
    Written,

    /// <summary>The header is valid but needs <see cref="ProxyProtocolWriter.Length"/> bytes, more than the buffer has.</summary>
    BufferTooSmall,

    /// <summary>The header would exceed <see cref="ProxyProtocolParser.MaximumLength"/>, which the engine refuses.</summary>
    TooLarge,

    /// <summary>A part is invalid: a unique ID over 128 bytes, a second checksum, or a raw TLV whose length field is wrong.</summary>
    Invalid,
}
