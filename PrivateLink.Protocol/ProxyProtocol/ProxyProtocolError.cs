namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>Which rule of the PROXY protocol a header breaks.</summary>
public enum ProxyProtocolError
{
    /// <summary>None.</summary>
    None,

    /// <summary>The bytes do not begin with a PROXY signature at all.</summary>
    NotAHeader,

    /// <summary>A version 1 (text) header. Recognised but refused, because it cannot carry a link ID.</summary>
    Version1,

    /// <summary>The signature is followed by a version other than 2.</summary>
    UnknownVersion,

    /// <summary>The command is neither LOCAL nor PROXY.</summary>
    UnknownCommand,

    /// <summary>The address family is not one of UNSPEC, INET, INET6, UNIX.</summary>
    UnknownFamily,

    /// <summary>The transport is not one of UNSPEC, STREAM, DGRAM.</summary>
    UnknownTransport,

    /// <summary>The header announces more than <see cref="ProxyProtocolParser.MaximumLength"/> bytes.</summary>
    TooLarge,

    /// <summary>The header is too short for the addresses of its family.</summary>
    AddressesCutShort,

    /// <summary>The TLVs do not fill the header exactly.</summary>
    TlvsDoNotFit,

    /// <summary>The CRC32C TLV is not 4 bytes long, or there are several.</summary>
    ChecksumMalformed,

    /// <summary>The CRC32C does not match the header.</summary>
    ChecksumMismatch,
}
