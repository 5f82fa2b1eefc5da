using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>
/// Sums of the connections that a question asks for, and of no others. Whole hours come from the roll-ups, which know every connection; what these do
/// not know is counted in the stored rows, with a bound. Where something is not counted, they say so, and are what there is at the least.
/// </summary>
/// <param name="From">The beginning of the range.</param>
/// <param name="To">Its end; now, where the range is open.</param>
/// <param name="Width">How long a bar is; the first and the last may be shorter, since they end with the range.</param>
/// <param name="Bars">Over time, oldest first, without gaps.</param>
/// <param name="Reasons">By reason, the most frequent first.</param>
/// <param name="Hosts">By resource, the most frequent first.</param>
/// <param name="Links">By link, the most frequent first.</param>
/// <param name="Limits">Why there may be more; none where the sums are exact.</param>
/// <param name="NotCounted">The parts of the range in which rows were counted, newest first, and counting was ended before all were.</param>
public sealed record HistorySums(
    DateTimeOffset From, DateTimeOffset To, TimeSpan Width, IReadOnlyList<HistoryBar> Bars,
    IReadOnlyList<ReasonSum> Reasons, IReadOnlyList<HostSum> Hosts, IReadOnlyList<LinkSum> Links, HistoryLimits Limits,
    IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> NotCounted)
{
    public long Total => Bars.Sum(bar => bar.Total);

    public bool IsAtLeast => Limits != HistoryLimits.None;
}

/// <summary>Why sums are what there is at the least.</summary>
[Flags]
public enum HistoryLimits
{
    None = 0,

    /// <summary>Rows had to be counted, and there were too many.</summary>
    Rows = 1,

    /// <summary>Rows had to be counted where not every connection has one.</summary>
    Gaps = 2,

    /// <summary>Rows had to be counted, and older ones have been deleted.</summary>
    Deleted = 4,

    /// <summary>There were so many link IDs that some were added up together.</summary>
    Links = 8,
}

public sealed record ReasonSum(Reason Reason, long Connections);

/// <param name="Host">The resource's host; null when the resource is gone.</param>
public sealed record HostSum(Guid ResourceId, string? Host, long Connections);

public sealed record LinkSum(string LinkId, long Connections);
