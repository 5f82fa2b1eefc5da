using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Upstreams;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>Everything that the database knows of a tenant's connections. Services filter it before a reader sees it. Immutable.</summary>
internal sealed record ConnectivityFacts
{
    public required Tenant Tenant { get; init; }

    /// <summary>With aliases, links, endpoints, services and upstreams. Includes only the hosts that are shown.</summary>
    public required IReadOnlyList<Resource> Hosts { get; init; }

    public required int MoreHosts { get; init; }

    /// <summary>The deadlines of running trials.</summary>
    public required IReadOnlyDictionary<Guid, DateTime> Trials { get; init; }

    /// <summary>Endpoints that wait for operations.</summary>
    public required IReadOnlyList<PrivateEndpoint> Waiting { get; init; }

    /// <summary>Sums by host, link and reason, for the whole period that the view covers.</summary>
    public required ILookup<Guid, TrafficSum> Sums { get; init; }

    /// <summary>Whether more unlisted links may exist than <see cref="Sums"/> has.</summary>
    public required bool AreSumsCut { get; init; }

    /// <summary>The last day's share of public connections, by host.</summary>
    public required IReadOnlyDictionary<Guid, PublicShare> Shares { get; init; }

    /// <summary>The newest stored connections, newest first. No connection newer than the last one is missing.</summary>
    public required IReadOnlyList<ConnectionEntry> Newest { get; init; }

    /// <summary>Whether more connections exist than <see cref="Newest"/> has.</summary>
    public required bool IsCut { get; init; }

    /// <summary>The last change of each host, each endpoint and the tenant.</summary>
    public required IReadOnlyDictionary<Guid, KnownChange> Changes { get; init; }

    /// <summary>The last change of each upstream that changed where connections go.</summary>
    public required IReadOnlyDictionary<Guid, UpstreamChange> UpstreamChanges { get; init; }

    /// <summary>Revisions by the time at which they were saved, to the millisecond.</summary>
    public required IReadOnlyDictionary<DateTime, long> Revisions { get; init; }

    /// <summary>The listed links that brought a connection for one of the tenant's hosts since the endpoint was set up.</summary>
    public required IReadOnlySet<Way> Seen { get; init; }

    /// <summary>The tenant's endpoints that have a link ID.</summary>
    public required IReadOnlyList<OwnLink> OwnLinks { get; init; }

    /// <summary>Hours with connections through these links that asked for no host.</summary>
    public required IReadOnlyList<FailedNameSum> FailedNames { get; init; }

    public required DateTime KnownFrom { get; init; }

    public required RecordGap? Lost { get; init; }

    /// <summary>What the tenant's own people may know of links.</summary>
    public required LinkSight TenantSight { get; init; }
}

/// <summary>Connections of one kind to one host, from the hourly sums.</summary>
internal sealed record TrafficSum(CloudProvider? Cloud, string? LinkId, Verdict Verdict, Reason Reason)
{
    /// <summary>The last hour with a connection that did not fail; null if there was none.</summary>
    public DateTime? LastOther { get; init; }

    /// <summary>The last hour with a connection that was allowed and failed; null if there was none.</summary>
    public DateTime? LastFailed { get; init; }
}

/// <summary>A change, as the audit log records it.</summary>
/// <param name="Before">The facts before the change, if they are short enough to read.</param>
/// <param name="After">The facts after the change, if they are short enough to read.</param>
internal sealed record KnownChange(long Sequence, Guid TargetId, string TargetName, string Action, DateTime Time, string By, string? Before, string? After);

/// <param name="Public">Connections without a link.</param>
/// <param name="PublicDenied">How many of these were denied.</param>
/// <param name="All">All connections that the policy decided.</param>
internal readonly record struct PublicShare(long Public, long PublicDenied, long All);
