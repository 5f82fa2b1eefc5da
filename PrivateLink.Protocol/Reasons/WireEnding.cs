namespace PrivateLink.Protocol.Reasons;

/// <summary>How a denied connection ends on the wire.</summary>
public enum WireEnding
{
    /// <summary>Closed without a reply, because a probe expects none.</summary>
    Quiet,

    /// <summary>A TLS alert, or a reset if the listener is set to. All name and link denials look the same.</summary>
    AccessDenied,

    /// <summary>A reset. A peer that breaks a protocol gets no reply in it.</summary>
    Reset,

    /// <summary>Not denied: the connection is admitted.</summary>
    Relayed,
}
