namespace PrivateLink.Protocol.Reasons;

/// <summary>How a connection ends on the wire when it is denied.</summary>
public enum WireEnding
{
    /// <summary>Closed without a word: probes want nothing.</summary>
    Quiet,

    /// <summary>The common alert, or a reset where the listener says so: name and link denials all look alike.</summary>
    AccessDenied,

    /// <summary>A reset: anyone who breaks a protocol is not spoken to in it.</summary>
    Reset,

    /// <summary>It is not denied: the reason lets it in.</summary>
    Relayed,
}
