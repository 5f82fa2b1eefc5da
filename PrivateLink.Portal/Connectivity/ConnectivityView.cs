using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Connectivity;

/// <summary>Whether a customer can connect now, and the facts behind the answer.</summary>
/// <param name="Tenant">The customer's name.</param>
/// <param name="At">The time of the answer.</param>
/// <param name="Verdict">The answer for all hosts together.</param>
/// <param name="Hosts">The answer for each host.</param>
/// <param name="Disputes">What waits for a decision.</param>
/// <param name="Known">The period that the answer covers, and what is missing from it.</param>
public sealed record ConnectivityView(
    string Tenant, DateTimeOffset At, ConnectivityVerdict Verdict, IReadOnlyList<HostConnectivity> Hosts, IReadOnlyList<ConnectivityDispute> Disputes, KnownSpan Known)
{
    /// <summary>How many hosts are not shown because there are too many.</summary>
    public int MoreHosts { get; init; }

    /// <summary>Whether more unlisted links may have come than are known here.</summary>
    public bool MayHaveMoreWays { get; init; }

    /// <summary>Connections through the customer's endpoints that were denied before the host was known, newest first.</summary>
    public IReadOnlyList<FailedName> FailedNames { get; init; } = [];

    /// <summary>The same view as the customer may see it, for a text to the customer; null if the reader is the customer.</summary>
    [TenantSees(TenantSight.Nothing)]
    public ConnectivityView? ForTheCustomer { get; init; }
}

/// <summary>Whether a host can be reached now.</summary>
public sealed record HostConnectivity(Guid Id, string Host, ResourceMode Mode, ConnectivityVerdict Verdict, IReadOnlyList<WayConnectivity> Ways)
{
    /// <summary>No connection can be older than this.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When a trial of enforcement ends; null if no trial runs.</summary>
    public DateTime? TrialUntil { get; init; }

    /// <summary>How many unlisted links are not shown because there are too many.</summary>
    public int MoreWays { get; init; }

    public ConnectivityTry? LastLetIn { get; init; }

    public ConnectivityTry? LastFailure { get; init; }

    /// <summary>How many of the last day's connections that the policy decided came over the internet.</summary>
    public long PublicOfLastDay { get; init; }

    /// <summary>How many of these were denied.</summary>
    public long PublicDeniedOfLastDay { get; init; }

    public long AllOfLastDay { get; init; }

    /// <summary>How many connections this process relays now.</summary>
    public int OpenNow { get; init; }

    public ConnectivityChange? LastChange { get; init; }

    /// <summary>The host's upstream; null for tenants.</summary>
    [TenantSees(TenantSight.Nothing)]
    public HostUpstream? Upstream { get; init; }
}

/// <summary>The upstream of a host.</summary>
public sealed record HostUpstream(Guid Id, string Name, UpstreamCondition Condition);

public enum UpstreamCondition
{
    /// <summary>Not used and not checked yet.</summary>
    NotKnown,
    Healthy,

    /// <summary>At least one address does not work.</summary>
    Impaired,

    Down,
}

/// <summary>One way to a host: an endpoint that it lists, another link, or the internet.</summary>
/// <param name="EndpointId">The private endpoint; null for other ways.</param>
/// <param name="Title">The name of the endpoint, or the kind of way.</param>
/// <param name="Link">The link ID, or the part that the reader may know. Null for the internet, and for an endpoint without a link ID.</param>
public sealed record WayConnectivity(Guid? EndpointId, string Title, CloudProvider? Cloud, string? Link)
{
    /// <summary>Whether the host lists the endpoint and the endpoint is enabled.</summary>
    public bool IsListed { get; init; }

    /// <summary>Whether the company disabled it, so that only the company can enable it.</summary>
    public bool IsKeptOff { get; init; }

    /// <summary>Whether it stands for connections whose link ID cannot be used, because it is malformed or there are several.</summary>
    public bool IsUnusable { get; init; }

    public PrivateEndpointState? State { get; init; }

    /// <summary>Whether it should work but never brought a connection for any host.</summary>
    public bool NeverCame { get; init; }

    /// <summary>Whether the company must approve it first.</summary>
    public bool WaitsForUs { get; init; }

    /// <summary>Whether no listener is bound to its service, so that no connection can come.</summary>
    public bool HasNoListener { get; init; }

    /// <summary>The name of its service; null for other ways and for tenants.</summary>
    [TenantSees(TenantSight.Nothing)]
    public string? Service { get; init; }

    public ConnectivityTry? LastLetIn { get; init; }

    public ConnectivityTry? LastFailure { get; init; }
}

/// <summary>The last change of the policy that affected a host.</summary>
/// <param name="By">Who changed it; null for a tenant if the company did it to something of its own.</param>
/// <param name="What">The change in words.</param>
/// <param name="Revision">The policy's revision; null for readers who may not see revisions, and for older changes.</param>
public sealed record ConnectivityChange(DateTime At, string? By, string What, [property: TenantSees(TenantSight.Nothing)] long? Revision)
{
    /// <summary>Whether the change sent its connections to another upstream.</summary>
    [TenantSees(TenantSight.Nothing)]
    public bool IsOtherUpstream { get; init; }

    /// <summary>The upstream that was changed; null if the change was to something else.</summary>
    [TenantSees(TenantSight.Nothing)]
    public Guid? UpstreamId { get; init; }
}

/// <summary>An endpoint that waits for a decision.</summary>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="IsDispute">Whether two tenants claim its link; if false, it waits for approval.</param>
public sealed record ConnectivityDispute(Guid EndpointId, string Endpoint, bool IsDispute, DateTime Since);

/// <summary>The period that the answer covers.</summary>
/// <param name="From">Nothing is known of earlier times.</param>
/// <param name="LostFrom">The start of the time in which records were lost; null if none were.</param>
/// <param name="LostTo">The end of that time.</param>
/// <param name="NotStored">Whether connections cannot be stored now, so that those of other processes are missing here.</param>
public sealed record KnownSpan(DateTime From, DateTime? LostFrom, DateTime? LostTo, bool NotStored);
