using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Empties;

/// <summary>What kind of nothing an empty list shows.</summary>
public enum EmptyKind
{
    /// <summary>No connection has ever come.</summary>
    NothingYet,

    /// <summary>Connections came, and none in this span of time.</summary>
    NothingInSpan,

    /// <summary>Connections came in this span, and none fits the filter.</summary>
    NothingForFilter,

    /// <summary>The filter asks for something that is the company's.</summary>
    NotAllowed,
}

/// <summary>Why a list of connections is empty, and what leads on.</summary>
public sealed record EmptyAnswer(EmptyKind Kind)
{
    /// <summary>What the list would show without one of its conditions, those that lead to something.</summary>
    public IReadOnlyList<EmptyExclusion> Excluded { get; init; } = [];

    /// <summary>Names and link IDs that nothing here has.</summary>
    public IReadOnlyList<EmptyName> Unknown { get; init; } = [];

    /// <summary>Fields that the caller may not ask for.</summary>
    public IReadOnlyList<FilterField> Forbidden { get; init; } = [];

    /// <summary>The clouds in which the way to us should be checked, if the filter asks for a source that never came.</summary>
    public IReadOnlyList<CloudProvider> NeverReachedFrom { get; init; } = [];

    /// <summary>The link IDs that were asked for by name; none where the filter asks for all links of its hosts.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    /// <summary>The last sign of life through a link that was asked for; null without one.</summary>
    public EmptySign? LastSign { get; init; }

    /// <summary>The last connection or health check from the source that was asked for; null where none is known.</summary>
    public EmptyOrigin? LastFromSource { get; init; }

    /// <summary>The source that was asked for, and from which none of the stored connections that were searched is; null otherwise.</summary>
    public string? SilentSource { get; init; }

    /// <summary>How many of the newest stored connections were searched for it; null when they are all that there are.</summary>
    public int? SilentAmong { get; init; }

    /// <summary>The last health checks of <see cref="NeverReachedFrom"/>; none for tenants.</summary>
    [TenantSees(TenantSight.Nothing)]
    public IReadOnlyList<EmptyProbe> LastProbes { get; init; } = [];

    /// <summary>The oldest stored connection, and the newest; null without any.</summary>
    public DateTime? OldestStored { get; init; }

    public DateTime? NewestStored { get; init; }

    /// <summary>Whether the span lies before everything that is kept.</summary>
    public bool IsOlderThanKept { get; init; }

    /// <summary>A part of the span in which not every connection was stored; null without one.</summary>
    public (DateTime From, DateTime To)? Gap { get; init; }
}

/// <param name="Condition">What is left out.</param>
/// <param name="Without">The filter without it.</param>
/// <param name="Count">How many connections that shows.</param>
/// <param name="IsAtLeast">Whether there may be more.</param>
public sealed record EmptyExclusion(FilterCondition Condition, ConnectionFilter Without, int Count, bool IsAtLeast);

/// <param name="Asked">What was asked for.</param>
/// <param name="Near">What is spelled nearly so, each with the filter that asks for it instead.</param>
public sealed record EmptyName(string Asked, IReadOnlyList<EmptyNear> Near);

/// <param name="Name">What it is called.</param>
/// <param name="Instead">The filter that asks for it.</param>
public sealed record EmptyNear(string Name, ConnectionFilter Instead);

/// <summary>The last thing that came through a link.</summary>
/// <param name="Link">Which link.</param>
/// <param name="Host">What it asked for; null where it named no host.</param>
public sealed record EmptySign(string Link, DateTime Time, ReasonDescription Reason, string? Host);

/// <summary>The last thing that came from a source.</summary>
/// <param name="Source">As it was asked for.</param>
/// <param name="Host">What it asked for; null where it named no host.</param>
public sealed record EmptyOrigin(string Source, DateTimeOffset Time, ReasonRow Reason, string? Host)
{
    /// <summary>Whether it certainly was a health check: other probes may as well be a port scan.</summary>
    public bool IsHealthCheck => Reason == ReasonTable.Describe(Protocol.Reasons.Reason.HealthCheck);
}

/// <param name="Last">When one of this cloud's listeners was last probed, as a health check does; null when it was not since the process started.</param>
public sealed record EmptyProbe(CloudProvider Cloud, DateTimeOffset? Last);
