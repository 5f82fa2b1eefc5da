namespace PrivateLink.Engine.Settings;

/// <summary>Whether a listener accepts PROXY headers. It never guesses (PROXY protocol specification, section 2).</summary>
public enum ProxyProtocolMode
{
    /// <summary>A version 2 header comes first, or the connection is refused.</summary>
    Require,

    /// <summary>A connection with a header is refused.</summary>
    Off,
}
