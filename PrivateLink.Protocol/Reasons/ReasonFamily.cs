namespace PrivateLink.Protocol.Reasons;

/// <summary>What a reason is about.</summary>
public enum ReasonFamily
{
    /// <summary>Somebody looked whether the port or the engine is there, and wanted nothing else.</summary>
    Probe,

    /// <summary>Nothing was said until the deadline: a check that keeps its connection, or a client that had not begun.</summary>
    Silence,

    /// <summary>Who may send to the listener.</summary>
    Source,

    /// <summary>The PROXY header.</summary>
    Header,

    /// <summary>The TLS hello.</summary>
    Hello,

    /// <summary>The host that the client asks for.</summary>
    Name,

    /// <summary>Whether the resource takes the connection by its link: what its mode decides.</summary>
    Access,

    /// <summary>A ceiling that is reached.</summary>
    Limit,

    /// <summary>A fault of our own.</summary>
    OwnFault,
}
