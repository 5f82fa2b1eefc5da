namespace PrivateLink.Protocol.Reasons;

/// <summary>How far a connection had come when its reason was known. It never reached the later stages.</summary>
public enum ReasonStage
{
    /// <summary>Accepted.</summary>
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
