using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>The possible meanings of a typed name.</summary>
/// <param name="Matches">Items whose name contains the text, the shortest first.</param>
/// <param name="Near">Items with similar spelling; searched only when nothing matches.</param>
/// <param name="Unknown">What is known of a host or link that belongs to no tenant; null if something matches, and for tenants.</param>
public sealed record ConnectivityFound(IReadOnlyList<ConnectivityMatch> Matches, IReadOnlyList<ConnectivityMatch> Near, UnknownName? Unknown)
{
    public static ConnectivityFound Nothing { get; } = new([], [], null);

    /// <summary>What the text has the form of.</summary>
    public ConnectivityTyped Typed { get; init; }

    /// <summary>Similar names that recent connections asked for and no resource has; empty for tenants.</summary>
    public IReadOnlyList<AskedName> Asked { get; init; } = [];
}

/// <summary>The form of a typed text.</summary>
public enum ConnectivityTyped
{
    /// <summary>A name or a part of one.</summary>
    Text,
    Host,
    Link,
}

public enum ConnectivityMatchKind
{
    Tenant,
    Host,
    Endpoint,
}

/// <summary>A tenant, host, endpoint or link ID that has a name.</summary>
public sealed record ConnectivityMatch(Guid TenantId, string Tenant, ConnectivityMatchKind Kind, string Name);

/// <summary>A host that no resource has, and how many recent connections asked for it.</summary>
/// <param name="IsAtLeast">Whether there may be more connections.</param>
public sealed record AskedName(string Host, int Connections, bool IsAtLeast);

/// <summary>A host or link that no tenant lists.</summary>
public sealed record UnknownName(string Name, bool IsLink)
{
    /// <summary>Whether the policy or an endpoint had this name before, according to the newest entries of the audit log.</summary>
    public bool WasBefore { get; init; }

    /// <summary>How many connections with this name are known.</summary>
    public long Connections { get; init; }

    public bool IsAtLeast { get; init; }

    public DateTime? LastSeen { get; init; }

    /// <summary>Why the newest connection was denied; null for a link.</summary>
    public ReasonDescription? LastReason { get; init; }

    /// <summary>The link that the newest connection came through.</summary>
    public string? LastLink { get; init; }

    /// <summary>The host that the link's last connection asked for.</summary>
    public string? LastHost { get; init; }
}
