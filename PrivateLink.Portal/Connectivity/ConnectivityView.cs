using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Connectivity;

/// <summary>Whether a customer can connect now, with everything that the answer rests on.</summary>
/// <param name="Tenant">The customer's name.</param>
/// <param name="At">When this was asked.</param>
/// <param name="Verdict">For all its hosts together.</param>
/// <param name="Hosts">One by one.</param>
/// <param name="Disputes">What waits for somebody's decision.</param>
/// <param name="Known">How far back, and what is missing.</param>
public sealed record ConnectivityView(
    string Tenant, DateTimeOffset At, ConnectivityVerdict Verdict, IReadOnlyList<HostConnectivity> Hosts, IReadOnlyList<ConnectivityDispute> Disputes, KnownSpan Known)
{
    /// <summary>Hosts that are not shown because there are too many.</summary>
    public int MoreHosts { get; init; }

    /// <summary>Whether more links that no host lists have come than are known here.</summary>
    public bool MayHaveMoreWays { get; init; }

    /// <summary>The same as the customer may see it, for a text that goes to the customer; null for the customer, who has it already.</summary>
    [TenantSees(TenantSight.Nothing)]
    public ConnectivityView? ForTheCustomer { get; init; }
}

/// <summary>Whether a host can be reached now.</summary>
public sealed record HostConnectivity(Guid Id, string Host, ResourceMode Mode, ConnectivityVerdict Verdict, IReadOnlyList<WayConnectivity> Ways)
{
    /// <summary>Nobody can have tried before.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>When a trial of enforcement ends; null when none runs.</summary>
    public DateTime? TrialUntil { get; init; }

    /// <summary>Links that are not listed and not shown because there are too many.</summary>
    public int MoreWays { get; init; }

    public ConnectivityTry? LastLetIn { get; init; }

    public ConnectivityTry? LastFailure { get; init; }

    /// <summary>Of the last day's connections that the policy was asked about: how many came over the internet.</summary>
    public long PublicOfLastDay { get; init; }

    public long AllOfLastDay { get; init; }

    /// <summary>Relayed by this process at the moment.</summary>
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
    /// <summary>Neither used nor checked yet.</summary>
    NotKnown,
    Healthy,

    /// <summary>Some address does not work.</summary>
    Impaired,

    Down,
}

/// <summary>One way to a host: an endpoint that it lists, another link, or the internet.</summary>
/// <param name="EndpointId">The private endpoint; null for other ways.</param>
/// <param name="Title">What the endpoint is called, or which way it is.</param>
/// <param name="Link">The link ID, or what the reader may know of it; null over the internet, and for an endpoint without one.</param>
public sealed record WayConnectivity(Guid? EndpointId, string Title, CloudProvider? Cloud, string? Link)
{
    /// <summary>Whether the host lists it, and it is switched on.</summary>
    public bool IsListed { get; init; }

    /// <summary>Whether the company has disabled it, so that only the company can enable it.</summary>
    public bool IsKeptOff { get; init; }

    public PrivateEndpointState? State { get; init; }

    /// <summary>Whether it should be usable, and no host was ever asked for through it.</summary>
    public bool NeverCame { get; init; }

    /// <summary>Whether the company has to approve it first.</summary>
    public bool WaitsForUs { get; init; }

    /// <summary>Whether no listener is bound to its service, so that nothing can come.</summary>
    public bool HasNoListener { get; init; }

    /// <summary>The name of its service; null for other ways and for tenants.</summary>
    [TenantSees(TenantSight.Nothing)]
    public string? Service { get; init; }

    public ConnectivityTry? LastLetIn { get; init; }

    public ConnectivityTry? LastFailure { get; init; }
}

/// <summary>The last change of the policy that touched a host.</summary>
/// <param name="Revision">The policy's revision; null for readers who do not see revisions, and for older changes.</param>
/// <param name="What">In words.</param>
public sealed record ConnectivityChange(DateTime At, string By, string What, [property: TenantSees(TenantSight.Nothing)] long? Revision)
{
    /// <summary>Whether its connections went to another upstream from then on.</summary>
    [TenantSees(TenantSight.Nothing)]
    public bool IsOtherUpstream { get; init; }
}

/// <summary>Something about an endpoint that waits for somebody's decision.</summary>
/// <param name="Endpoint">What it is called.</param>
/// <param name="IsDispute">Whether two tenants say that its link is theirs; otherwise it waits to be approved.</param>
public sealed record ConnectivityDispute(Guid EndpointId, string Endpoint, bool IsDispute, DateTime Since);

/// <summary>What the answer can know.</summary>
/// <param name="From">Nothing is known of the time before.</param>
/// <param name="LostFrom">The beginning of the time in which connections were lost from the records; null when none were.</param>
/// <param name="LostTo">Its end.</param>
/// <param name="NotStored">Whether connections cannot be stored at the moment, so that other processes' are not seen here.</param>
public sealed record KnownSpan(DateTime From, DateTime? LostFrom, DateTime? LostTo, bool NotStored);
