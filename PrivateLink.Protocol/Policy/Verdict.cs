namespace PrivateLink.Protocol.Policy;

/// <summary>The decision on a connection. Values are persisted; never renumber.</summary>
public enum Verdict
{
    /// <summary>The client asked for nothing: a probe, or a connection that sent no data.</summary>
    None = 0,

    /// <summary>Relayed to the resource's upstream.</summary>
    Allowed = 1,

    /// <summary>Not relayed.</summary>
    Denied = 2,

    /// <summary>Relayed although enforcement would have denied it (monitor mode, audit listeners).</summary>
    Audited = 3,
}
