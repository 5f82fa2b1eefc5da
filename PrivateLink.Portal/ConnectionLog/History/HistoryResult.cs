using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>A page of stored connections, newest first.</summary>
/// <param name="Entries">The connections.</param>
/// <param name="Gaps">Spans of this page's time in which not every connection has a row.</param>
/// <param name="Next">Where the next page begins (<see cref="HistoryQuery.Before"/>); null when there is nothing older in the range.</param>
/// <param name="Searched">How many rows were looked at; what the page cost.</param>
/// <param name="StoppedAt">The time down to which was searched when the search was ended because it would have cost too much; null when it was not.</param>
public sealed record HistoryResult(IReadOnlyList<ConnectionView> Entries, IReadOnlyList<HistoryGap> Gaps, long? Next, long Searched, DateTimeOffset? StoppedAt)
{
    /// <summary>Whether the page is not full because searching on would have cost too much.</summary>
    public bool IsCutShort => StoppedAt is not null;
}

/// <summary>A span in which connections were decided that have no row of their own.</summary>
/// <param name="Sampled">Left out on purpose; null for tenants, since the counts are all tenants' together.</param>
/// <param name="Lost">Left out for want of room; null for tenants.</param>
public sealed record HistoryGap(
    DateTimeOffset From,
    DateTimeOffset To,
    [property: TenantSees(TenantSight.Nothing)] long? Sampled,
    [property: TenantSees(TenantSight.Nothing)] long? Lost);
