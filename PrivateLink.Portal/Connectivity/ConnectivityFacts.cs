using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>What the database knows of a tenant's connections, whole: for services that show what their reader may see of it. Immutable.</summary>
internal sealed record ConnectivityFacts
{
    public required Tenant Tenant { get; init; }

    /// <summary>With aliases, links, endpoints, services and upstreams; not more than are shown.</summary>
    public required IReadOnlyList<Resource> Hosts { get; init; }

    public required int MoreHosts { get; init; }

    /// <summary>The deadlines of running trials.</summary>
    public required IReadOnlyDictionary<Guid, DateTime> Trials { get; init; }

    /// <summary>Those that wait for operations.</summary>
    public required IReadOnlyList<PrivateEndpoint> Waiting { get; init; }

    /// <summary>By host, link and reason, as far back as anybody looks.</summary>
    public required ILookup<Guid, TrafficSum> Sums { get; init; }

    /// <summary>Whether there may be more links that no host lists than <see cref="Sums"/> has.</summary>
    public required bool AreSumsCut { get; init; }

    /// <summary>Of the last day, by host.</summary>
    public required IReadOnlyDictionary<Guid, PublicShare> Shares { get; init; }

    /// <summary>The newest stored connections, newest first: all there are down to the last one of these.</summary>
    public required IReadOnlyList<ConnectionEntry> Newest { get; init; }

    /// <summary>Whether there are more connections than <see cref="Newest"/>.</summary>
    public required bool IsCut { get; init; }

    /// <summary>The last change by what it touched: a host, an endpoint or the tenant.</summary>
    public required IReadOnlyDictionary<Guid, KnownChange> Changes { get; init; }

    /// <summary>Revisions by the time at which they were saved, to the millisecond.</summary>
    public required IReadOnlyDictionary<DateTime, long> Revisions { get; init; }

    /// <summary>The listed links through which a host of the tenant was ever asked for since the endpoint was set up.</summary>
    public required IReadOnlySet<Way> Seen { get; init; }

    public required DateTime KnownFrom { get; init; }

    public required RecordGap? Lost { get; init; }

    /// <summary>What the tenant's own people may know of links.</summary>
    public required LinkSight TenantSight { get; init; }
}

/// <summary>Connections of one kind to one host, from the hourly sums.</summary>
internal sealed record TrafficSum(CloudProvider? Cloud, string? LinkId, Verdict Verdict, Reason Reason)
{
    /// <summary>The last hour with one that did not fail; null without one.</summary>
    public DateTime? LastOther { get; init; }

    /// <summary>The last hour with one that was let in and failed.</summary>
    public DateTime? LastFailed { get; init; }
}

/// <summary>What the audit log says of a change.</summary>
/// <param name="Before">The facts, where they are short enough to be read.</param>
/// <param name="After">The same.</param>
internal sealed record KnownChange(long Sequence, Guid TargetId, string TargetName, string Action, DateTime Time, string By, string? Before, string? After);

/// <param name="Public">Without a link.</param>
/// <param name="All">That the policy was asked about.</param>
internal readonly record struct PublicShare(long Public, long All);
