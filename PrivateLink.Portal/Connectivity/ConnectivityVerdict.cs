namespace PrivateLink.Portal.Connectivity;

/// <summary>Whether a customer can connect now.</summary>
public enum ConnectivityAnswer
{
    /// <summary>A recent connection was allowed and delivered, and the current policy would allow it again.</summary>
    Yes,

    /// <summary>Some hosts or endpoints work; others do not, or are unknown.</summary>
    Partly,

    No,

    /// <summary>Nothing shows that it works. Never show this as "fine".</summary>
    Unknown,
}

/// <summary>Why the answer is what it is.</summary>
public enum ConnectivityCause
{
    /// <summary>The newest connection was allowed.</summary>
    LetIn,

    /// <summary>One way works, and a listed endpoint is denied or fails.</summary>
    OneWayOnly,

    /// <summary>The last allowed connection is old, and no one has tried since.</summary>
    NotLately,

    /// <summary>No one has tried in the period that is known.</summary>
    NeverTried,

    /// <summary>The newest connections were denied.</summary>
    Denied,

    /// <summary>The newest connections were allowed and not delivered.</summary>
    Failed,

    /// <summary>
    /// Connections were allowed before. Since then only internet connections came, and all were denied. They may be from strangers.
    /// </summary>
    OnlyStrangersSince,

    /// <summary>The last connection was allowed, but the current policy would deny it.</summary>
    ClosedSince,

    /// <summary>The last connection was denied, but the current policy would allow it. No one has tried since.</summary>
    OpenedSince,

    /// <summary>The host is disabled.</summary>
    SwitchedOff,

    /// <summary>The tenant is suspended.</summary>
    Suspended,

    /// <summary>No address behind the host works.</summary>
    UpstreamDown,

    /// <summary>The engine accepts no connections from anyone.</summary>
    EngineNotLive,

    /// <summary>The tenant has no host.</summary>
    NoHost,

    /// <summary>The hosts have different answers.</summary>
    HostsDiffer,
}

/// <summary>The answer for a host, or for all hosts of a tenant.</summary>
public sealed record ConnectivityVerdict(ConnectivityAnswer Answer, ConnectivityCause Cause)
{
    /// <summary>The newest connection that was allowed and delivered; null if none is known.</summary>
    public ConnectivityTry? LetIn { get; init; }

    /// <summary>The newest denied or failed connection, if it explains the answer.</summary>
    public ConnectivityTry? Failure { get; init; }

    /// <summary>Whether the company keeps a host disabled, so that only the company can enable it.</summary>
    public bool IsKeptOff { get; init; }

    /// <summary>The reason that was given for the tenant's suspension; null if there is none.</summary>
    public string? SuspendedFor { get; init; }

    /// <summary>How many connections in a row were denied or failed; a lower limit if <see cref="IsAtLeast"/>.</summary>
    public int Failures { get; init; }

    /// <summary>Whether there may be more failures.</summary>
    public bool IsAtLeast { get; init; }
}
