namespace PrivateLink.Portal.Operations;

/// <summary>What the engine is doing as a whole.</summary>
public enum EngineCondition
{
    /// <summary>No listener is bound: before the start, or after the stop.</summary>
    NotListening,

    /// <summary>Listeners are bound, but no policy is loaded yet: every connection is denied.</summary>
    NoPolicy,

    /// <summary>Connections are decided by the policy in force.</summary>
    Live,

    /// <summary>No new connections are taken; open ones may finish.</summary>
    Draining,
}
