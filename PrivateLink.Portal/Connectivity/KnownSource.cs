using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Connectivity;

/// <summary>What is known of an address or a network that connections come from.</summary>
/// <param name="Source">The address, as typed.</param>
public sealed record KnownSource(string Source)
{
    /// <summary>The newest connection that asked for something; null if none is known.</summary>
    public ConnectionView? LastConnection { get; init; }

    /// <summary>
    /// If it is newer than <see cref="LastConnection"/>: the newest connection through the reader's own endpoint that was denied before it had a host.
    /// Null for the company, to which it is a connection like any other.
    /// </summary>
    public FailedName? Hostless { get; init; }

    /// <summary>The newest denied connection; null if none is known.</summary>
    public ConnectionView? LastDenial { get; init; }

    /// <summary>The newest health check or other connection that asked for nothing; null if none is known.</summary>
    public ConnectionView? LastProbe { get; init; }

    /// <summary>The listeners that have this address as a load balancer or another direct peer, since the process started; empty for tenants.</summary>
    [TenantSees(TenantSight.Nothing)]
    public IReadOnlyList<SourcePeer> Peers { get; init; } = [];

    /// <summary>The private endpoints whose links the newest connections used, and which the reader may see.</summary>
    public IReadOnlyList<SourceHolder> Holders { get; init; } = [];

    /// <summary>If nothing is known of the source: the endpoints that no listener serves, so that it could not arrive through them.</summary>
    public IReadOnlyList<UnservedEndpoint> Unserved { get; init; } = [];

    /// <summary>How many stored connections were searched, the newest first; null if all were.</summary>
    public int? SearchedAmong { get; init; }

    public bool IsSilent => Hostless is null && !IsInLists && Peers.Count == 0;

    /// <summary>Whether the lists of connections show one from it to this reader.</summary>
    public bool IsInLists => LastConnection is not null || LastProbe is not null;

    /// <summary>The same source with a connection that was denied before it had a host, if that is the newest.</summary>
    public KnownSource With(FailedName? hostless) =>
        hostless is null || hostless.Last < LastConnection?.Time ? this : this with { Hostless = hostless };
}

/// <summary>A listener that an address opened connections to itself.</summary>
/// <param name="LastHealthCheck">Its last connection that certainly was a health check; null if there was none.</param>
/// <param name="LastProbe">Its last other connection that asked for nothing, such as a load balancer's TCP health check; null if there was none.</param>
public sealed record SourcePeer(string Listener, DateTimeOffset? LastHealthCheck, DateTimeOffset? LastProbe)
{
    /// <summary>The last time it asked for nothing; null if it always asked for something.</summary>
    public DateTimeOffset? LastCheckOrProbe => LastProbe is null || LastHealthCheck > LastProbe ? LastHealthCheck : LastProbe;
}

/// <summary>A private endpoint of a service that has no listener, so nothing can arrive through it.</summary>
/// <param name="Link">Its link ID.</param>
/// <param name="Cloud">The cloud of its service.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="NeverSeen">Whether no connection ever came through it.</param>
public sealed record UnservedEndpoint(string Link, CloudProvider Cloud, string Tenant, bool NeverSeen)
{
    /// <summary>The service; null for tenants.</summary>
    [TenantSees(TenantSight.Nothing)]
    public string? Service { get; init; }
}

/// <summary>A private endpoint whose link an address used.</summary>
public sealed record SourceHolder(Guid EndpointId, string Endpoint, string Link, Guid TenantId, string Tenant);
