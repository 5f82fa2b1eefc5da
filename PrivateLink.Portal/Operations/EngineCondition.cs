namespace PrivateLink.Portal.Operations;

/// <summary>The state of the engine as a whole.</summary>
public enum EngineCondition
{
    /// <summary>No listener is bound: the engine has not started, or has stopped.</summary>
    NotListening,

    /// <summary>Listeners are bound, but no policy is loaded yet: every connection is denied.</summary>
    NoPolicy,

    /// <summary>The policy in force decides about connections.</summary>
    Live,

    /// <summary>The engine accepts no new connections; open ones may finish.</summary>
    Draining,
}
