using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>Sums of stored connections: exact, also where not every connection has a row, since they are made before any sampling.</summary>
/// <param name="Hours">By hour and outcome, oldest first.</param>
/// <param name="Reasons">By reason, the most frequent first.</param>
/// <param name="Hosts">By resource, the most frequent first.</param>
/// <param name="Links">By link, the most frequent first.</param>
/// <param name="Ignored">Fields of the filter that the sums do not know: they hold for the list and not for the charts.</param>
public sealed record HistorySums(
    IReadOnlyList<HourSum> Hours, IReadOnlyList<ReasonSum> Reasons, IReadOnlyList<HostSum> Hosts, IReadOnlyList<LinkSum> Links, IReadOnlyList<FilterField> Ignored)
{
    public long Total => Hours.Sum(hour => hour.Connections);
}

public sealed record HourSum(DateTime Hour, Outcome Outcome, long Connections);

public sealed record ReasonSum(Reason Reason, long Connections);

/// <param name="Host">The resource's host; null when the resource is gone.</param>
public sealed record HostSum(Guid ResourceId, string? Host, long Connections);

public sealed record LinkSum(string LinkId, long Connections);
