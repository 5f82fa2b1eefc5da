using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>What a name that somebody typed may mean.</summary>
/// <param name="Matches">What has it in its name, the shortest first.</param>
/// <param name="Near">What is spelled nearly so; asked for only where nothing matches.</param>
/// <param name="Unknown">What is known of a host or link that is nobody's; null where something matches, and for tenants.</param>
public sealed record ConnectivityFound(IReadOnlyList<ConnectivityMatch> Matches, IReadOnlyList<ConnectivityMatch> Near, UnknownName? Unknown)
{
    public static ConnectivityFound Nothing { get; } = new([], [], null);

    /// <summary>Names like it that no resource has, and that connections asked for lately; empty for tenants.</summary>
    public IReadOnlyList<AskedName> Asked { get; init; } = [];
}

public enum ConnectivityMatchKind
{
    Tenant,
    Host,
    Endpoint,
}

/// <summary>One thing that has a name.</summary>
public sealed record ConnectivityMatch(Guid TenantId, string Tenant, ConnectivityMatchKind Kind, string Name);

/// <summary>A host that no resource has, and how many connections asked for it lately.</summary>
/// <param name="IsAtLeast">Whether there may be more of them.</param>
public sealed record AskedName(string Host, int Connections, bool IsAtLeast);

/// <summary>A host or link that is in nobody's list.</summary>
public sealed record UnknownName(string Name, bool IsLink)
{
    /// <summary>Whether it was in the policy, or some endpoint's, before; as far as the newest entries of the audit log tell.</summary>
    public bool WasBefore { get; init; }

    /// <summary>How many connections with it are known.</summary>
    public long Connections { get; init; }

    public bool IsAtLeast { get; init; }

    public DateTime? LastSeen { get; init; }

    /// <summary>Why the newest was denied; null for a link.</summary>
    public ReasonDescription? LastReason { get; init; }

    /// <summary>Through which link the newest came.</summary>
    public string? LastLink { get; init; }

    /// <summary>For which host the link last came.</summary>
    public string? LastHost { get; init; }
}
