namespace PrivateLink.Portal.Connectivity;

/// <summary>Whether somebody can connect now.</summary>
public enum ConnectivityAnswer
{
    /// <summary>A connection was let in and delivered lately, and the policy in force would let it in again.</summary>
    Yes,

    /// <summary>Some hosts or endpoints can, others cannot or are not known.</summary>
    Partly,

    No,

    /// <summary>Nothing says that it works. That is never "fine".</summary>
    Unknown,
}

/// <summary>Why the answer is what it is.</summary>
public enum ConnectivityCause
{
    /// <summary>The newest connection was let in.</summary>
    LetIn,

    /// <summary>One way works, and a listed endpoint is kept out or fails.</summary>
    OneWayOnly,

    /// <summary>Let in long ago; nobody has tried since.</summary>
    NotLately,

    /// <summary>Nobody has tried as far back as is known.</summary>
    NeverTried,

    /// <summary>The newest connections were denied.</summary>
    Denied,

    /// <summary>The newest connections were let in and not delivered.</summary>
    Failed,

    /// <summary>Let in before; since then only connections over the internet came, which were denied. They may be a stranger's.</summary>
    OnlyStrangersSince,

    /// <summary>Let in before; the policy in force would deny it.</summary>
    ClosedSince,

    /// <summary>Denied before; the policy in force would let it in, and nobody has tried since.</summary>
    OpenedSince,

    /// <summary>The host is switched off.</summary>
    SwitchedOff,

    /// <summary>The tenant is suspended.</summary>
    Suspended,

    /// <summary>No address behind the host works.</summary>
    UpstreamDown,

    /// <summary>The engine takes no connection, for anybody.</summary>
    EngineNotLive,

    /// <summary>The tenant has no host.</summary>
    NoHost,

    /// <summary>Hosts differ.</summary>
    HostsDiffer,
}

/// <summary>The answer for a host, or for all hosts of a tenant.</summary>
public sealed record ConnectivityVerdict(ConnectivityAnswer Answer, ConnectivityCause Cause)
{
    /// <summary>The newest connection that was let in and delivered; null when none is known.</summary>
    public ConnectivityTry? LetIn { get; init; }

    /// <summary>The newest one that was denied or failed, where it says why.</summary>
    public ConnectivityTry? Failure { get; init; }

    /// <summary>How many in a row did not get through; at least so many where nothing else is known.</summary>
    public int Failures { get; init; }

    /// <summary>Whether there may be more of them.</summary>
    public bool IsAtLeast { get; init; }
}
