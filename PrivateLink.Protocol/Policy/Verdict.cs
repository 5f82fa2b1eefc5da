namespace PrivateLink.Protocol.Policy;

/// <summary>What was decided about a connection. Values are persisted; never renumber.</summary>
public enum Verdict
{
    /// <summary>Nothing was asked for: a probe, or a connection that never said anything.</summary>
    None = 0,

    /// <summary>Relayed to the resource's upstream.</summary>
    Allowed = 1,

    /// <summary>Not relayed.</summary>
    Denied = 2,

    /// <summary>Relayed although enforcement would have denied it (monitor mode, audit listeners).</summary>
    Audited = 3,
}
