namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>What the first bytes of a stream say about a PROXY header.</summary>
public enum HeaderSignature
{
    /// <summary>The bytes so far are a prefix of a signature.</summary>
    Incomplete,

    /// <summary>No header begins here.</summary>
    None,

    /// <summary>A version 1 (text) header begins here.</summary>
    Version1,

    /// <summary>A version 2 header begins here.</summary>
    Version2,
}
