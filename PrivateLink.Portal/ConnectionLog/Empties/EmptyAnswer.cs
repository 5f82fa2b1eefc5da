using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Empties;

/// <summary>Why a list can be empty.</summary>
public enum EmptyKind
{
    /// <summary>No connection has ever come.</summary>
    NothingYet,

    /// <summary>There are connections, but none in this span of time.</summary>
    NothingInSpan,

    /// <summary>There are connections in this span, but none matches the filter.</summary>
    NothingForFilter,

    /// <summary>The filter uses a field that only the company may use.</summary>
    NotAllowed,
}

/// <summary>Why a list of connections is empty, and what the reader can do next.</summary>
public sealed record EmptyAnswer(EmptyKind Kind)
{
    /// <summary>What the list would show without one of the conditions; only conditions whose removal shows something.</summary>
    public IReadOnlyList<EmptyExclusion> Excluded { get; init; } = [];

    /// <summary>Names and link IDs in the filter that nothing here has.</summary>
    public IReadOnlyList<EmptyName> Unknown { get; init; } = [];

    /// <summary>Fields that the caller may not use.</summary>
    public IReadOnlyList<FilterField> Forbidden { get; init; } = [];

    /// <summary>If the filter names a source that never came: the clouds where the network path to us needs a check.</summary>
    public IReadOnlyList<CloudProvider> NeverReachedFrom { get; init; } = [];

    /// <summary>The link IDs that the filter names; empty if the filter covers all links of its hosts.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>The last activity of a link in the filter; null if there is none.</summary>
    public EmptySign? LastSign { get; init; }

    /// <summary>The last connection or health check from the source in the filter; null if none is known.</summary>
    public EmptyOrigin? LastFromSource { get; init; }

    /// <summary>The source in the filter, if none of the searched stored connections came from it; null otherwise.</summary>
    public string? SilentSource { get; init; }

    /// <summary>How many of the newest stored connections were searched for the source; null if all were.</summary>
    public int? SilentAmong { get; init; }

    /// <summary>The last health checks in <see cref="NeverReachedFrom"/>; empty for tenants.</summary>
    [TenantSees(TenantSight.Nothing)]
    public IReadOnlyList<EmptyProbe> LastProbes { get; init; } = [];

    /// <summary>The oldest stored connection; null if there is none.</summary>
    public DateTime? OldestStored { get; init; }

    public DateTime? NewestStored { get; init; }

    /// <summary>Whether the span ends before the oldest connection that is kept.</summary>
    public bool IsOlderThanKept { get; init; }

    /// <summary>A part of the span in which some connections were not stored; null if there is none.</summary>
    public (DateTime From, DateTime To)? Gap { get; init; }
}

/// <param name="Condition">The condition that is removed.</param>
/// <param name="Without">The filter without that condition.</param>
/// <param name="Count">How many connections the filter then shows.</param>
/// <param name="IsAtLeast">Whether there may be more.</param>
public sealed record EmptyExclusion(FilterCondition Condition, ConnectionFilter Without, int Count, bool IsAtLeast);

/// <param name="Asked">The name in the filter.</param>
/// <param name="Near">Names with similar spelling, each with a filter for it.</param>
public sealed record EmptyName(string Asked, IReadOnlyList<EmptyNear> Near);

/// <param name="Name">The similar name.</param>
/// <param name="Instead">The filter for that name.</param>
public sealed record EmptyNear(string Name, ConnectionFilter Instead);

/// <summary>The last activity of a link.</summary>
/// <param name="Link">The link.</param>
/// <param name="Host">The host that it asked for; null if it named none.</param>
public sealed record EmptySign(string Link, DateTime Time, ReasonDescription Reason, string? Host);

/// <summary>The last activity from a source.</summary>
/// <param name="Source">The source, as the filter has it.</param>
/// <param name="Host">The host that it asked for; null if it named none.</param>
public sealed record EmptyOrigin(string Source, DateTimeOffset Time, ReasonRow Reason, string? Host)
{
    /// <summary>Whether it certainly was a health check. Other probes may be a port scan.</summary>
    public bool IsHealthCheck => Reason == ReasonTable.Describe(Protocol.Reasons.Reason.HealthCheck);
}

/// <param name="Last">When a listener of this cloud last had a health check or similar probe; null if none since the process started.</param>
public sealed record EmptyProbe(CloudProvider Cloud, DateTimeOffset? Last);
