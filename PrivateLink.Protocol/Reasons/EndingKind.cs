namespace PrivateLink.Protocol.Reasons;

/// <summary>How normal an ending is. Admitted connections that were not delivered are <see cref="NotConnected"/> or <see cref="Failed"/>.</summary>
public enum EndingKind
{
    /// <summary>One side finished, the engine was told to stop, or there was nothing to relay.</summary>
    Expected,

    /// <summary>A deadline, a policy change or an operator ended it.</summary>
    CutShort,

    /// <summary>It was admitted, but failed before its upstream was connected.</summary>
    NotConnected,

    /// <summary>It was admitted and connected, and failed later.</summary>
    Failed,
}
