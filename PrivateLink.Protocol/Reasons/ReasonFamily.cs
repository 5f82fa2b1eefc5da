namespace PrivateLink.Protocol.Reasons;

/// <summary>What a reason is about.</summary>
public enum ReasonFamily
{
    /// <summary>A check that the port or the engine is up, and nothing else.</summary>
    Probe,

    /// <summary>Nothing arrived before the deadline: a check that keeps its connection, or a client that had not begun.</summary>
    Silence,

    /// <summary>The peer that sends to the listener.</summary>
    Source,

    /// <summary>The PROXY header.</summary>
    Header,

    /// <summary>The TLS hello.</summary>
    Hello,

    /// <summary>The host that the client asks for.</summary>
    Name,

    /// <summary>Whether the resource admits the link, as its mode decides.</summary>
    Access,

    /// <summary>A limit that is reached.</summary>
    Limit,

    /// <summary>An internal fault.</summary>
    OwnFault,
}
