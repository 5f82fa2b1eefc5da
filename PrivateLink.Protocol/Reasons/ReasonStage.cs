namespace PrivateLink.Protocol.Reasons;

/// <summary>The stage at which the reason became known. The connection never reached later stages.</summary>
public enum ReasonStage
{
    /// <summary>The listener, when it accepts the connection.</summary>
    Listener,

    /// <summary>The PROXY header, and what directly follows it.</summary>
    Header,

    /// <summary>The TLS hello, and the name in it.</summary>
    Hello,

    /// <summary>The resource that has the name.</summary>
    Resource,

    /// <summary>The resource's rule, and everything after it.</summary>
    Rule,
}
