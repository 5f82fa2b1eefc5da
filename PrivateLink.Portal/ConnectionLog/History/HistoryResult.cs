using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>A page of stored connections, newest first.</summary>
/// <param name="Entries">The connections.</param>
/// <param name="Gaps">Spans in this page's time in which some connections have no row.</param>
/// <param name="Next">Where the next page begins (<see cref="HistoryQuery.Before"/>); null if the range has no older connections.</param>
/// <param name="Searched">How many rows the search examined.</param>
/// <param name="StoppedAt">The oldest time searched, if the search stopped because of its cost; null if it did not.</param>
public sealed record HistoryResult(IReadOnlyList<ConnectionView> Entries, IReadOnlyList<HistoryGap> Gaps, long? Next, long Searched, DateTimeOffset? StoppedAt)
{
    /// <summary>Whether the page is not full because more searching would have cost too much.</summary>
    public bool IsCutShort => StoppedAt is not null;
}

/// <summary>A span in which some decided connections have no row.</summary>
/// <param name="Sampled">Skipped on purpose; null for tenants, since the counts cover all tenants.</param>
/// <param name="Lost">Dropped for lack of room; null for tenants.</param>
public sealed record HistoryGap(
    DateTimeOffset From,
    DateTimeOffset To,
    [property: TenantSees(TenantSight.Nothing)] long? Sampled,
    [property: TenantSees(TenantSight.Nothing)] long? Lost);
