using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>
/// Sums of the connections that match a query. Whole hours come from the roll-ups, which have every connection. Everything else is counted in the
/// stored rows, up to a limit. If the count is incomplete, the sums say so and are lower limits.
/// </summary>
/// <param name="From">The start of the range.</param>
/// <param name="To">Its end; now, if the range is open.</param>
/// <param name="Width">The length of a bar; the first and the last may be shorter, because they end with the range.</param>
/// <param name="Bars">Bars over time, oldest first, without gaps.</param>
/// <param name="Reasons">By reason, the most frequent first.</param>
/// <param name="Hosts">By resource, the most frequent first.</param>
/// <param name="Links">By link, the most frequent first.</param>
/// <param name="Limits">Why the true numbers may be higher; none if the sums are exact.</param>
/// <param name="NotCounted">The parts of the range whose rows were not counted. Counting runs newest first and stopped early.</param>
public sealed record HistorySums(
    DateTimeOffset From, DateTimeOffset To, TimeSpan Width, IReadOnlyList<HistoryBar> Bars,
    IReadOnlyList<ReasonSum> Reasons, IReadOnlyList<HostSum> Hosts, IReadOnlyList<LinkSum> Links, HistoryLimits Limits,
    IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> NotCounted)
{
    public long Total => Bars.Sum(bar => bar.Total);

    public bool IsAtLeast => Limits != HistoryLimits.None;
}

/// <summary>Why sums are only lower limits.</summary>
[Flags]
public enum HistoryLimits
{
    None = 0,

    /// <summary>There were too many rows to count.</summary>
    Rows = 1,

    /// <summary>Rows were counted in a span in which some connections have none.</summary>
    Gaps = 2,

    /// <summary>Rows were counted, and older ones have been deleted.</summary>
    Deleted = 4,

    /// <summary>There were so many link IDs that some were counted together.</summary>
    Links = 8,
}

public sealed record ReasonSum(Reason Reason, long Connections);

/// <param name="Host">The resource's host; null if the resource no longer exists.</param>
public sealed record HostSum(Guid ResourceId, string? Host, long Connections);

public sealed record LinkSum(string LinkId, long Connections);
