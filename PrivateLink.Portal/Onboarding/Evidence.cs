namespace PrivateLink.Portal.Onboarding;

/// <summary>What the engine has seen that concerns an endpoint without traffic.</summary>
public sealed record Evidence
{
    public required DateTime Now { get; init; }

    /// <summary>When the engine could first have seen it.</summary>
    public required DateTime WaitingSince { get; init; }

    /// <summary>A connection to one of the hosts without a link.</summary>
    public SeenPublic? PublicPath { get; init; }

    /// <summary>A connection to one of the hosts through a link other than this endpoint's.</summary>
    public SeenLink? OtherLink { get; init; }

    /// <summary>A connection through this endpoint's link that asked for a name other than its hosts.</summary>
    public SeenName? OtherName { get; init; }

    /// <summary>Whether the link was seen at all.</summary>
    public bool LinkSeen { get; init; }

    /// <summary>Whether no listener is bound to the service.</summary>
    public bool NoListener { get; init; }

    /// <summary>When a connection without a header last came in at the service's own listener.</summary>
    public DateTime? HeaderMissing { get; init; }
}

/// <param name="Time">The last time.</param>
/// <param name="Host">Which host was asked for.</param>
/// <param name="Client">Where it came from.</param>
/// <param name="Connections">The number of connections in the recent period.</param>
public sealed record SeenPublic(DateTime Time, string Host, string Client, int Connections);

/// <param name="Link">The link, in words that the tenant may read.</param>
public sealed record SeenLink(DateTime Time, string Host, string Link);

/// <param name="Name">The requested name; null when the client sent none.</param>
public sealed record SeenName(DateTime Time, string? Name);
