namespace PrivateLink.Engine.Settings;

/// <summary>Whether a listener takes PROXY headers. Never guessed (PROXY protocol specification, section 2).</summary>
public enum ProxyProtocolMode
{
    /// <summary>A version 2 header comes first, or the connection is refused.</summary>
    Require,

    /// <summary>No header is taken; one that arrives is refused.</summary>
    Off,
}
