namespace PrivateLink.Protocol.Reasons;

/// <summary>Whether a connection ended as connections do. What was let in and not delivered is <see cref="NotConnected"/> or <see cref="Failed"/>.</summary>
public enum EndingKind
{
    /// <summary>One side was done, the engine was told to stop, or there was nothing to relay.</summary>
    Expected,

    /// <summary>A deadline, a change of the policy or a person ended it.</summary>
    CutShort,

    /// <summary>It was let in, and failed before its upstream was connected.</summary>
    NotConnected,

    /// <summary>It was let in, and failed later.</summary>
    Failed,
}
