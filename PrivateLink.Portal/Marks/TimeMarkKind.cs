namespace PrivateLink.Portal.Marks;

/// <summary>What a mark in charts and lists is about.</summary>
public enum TimeMarkKind
{
    /// <summary>The policy was changed.</summary>
    Policy,

    /// <summary>An upstream recovered or got worse.</summary>
    Upstream,

    /// <summary>A process or the engine started, stopped or failed.</summary>
    Service,

    /// <summary>Connections have no row.</summary>
    Gap,
}
