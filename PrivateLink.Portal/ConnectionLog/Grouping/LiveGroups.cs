namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>The groups of the last minutes.</summary>
/// <param name="Shown">The first groups.</param>
/// <param name="OtherGroups">How many more groups there are.</param>
/// <param name="IsMore">Whether there are even more groups, in unknown number.</param>
/// <param name="Total">The total number of connections, including those of the other groups.</param>
/// <param name="Since">The time from which everything was counted; at most one window ago.</param>
public sealed record LiveGroups(IReadOnlyList<ConnectionGroup> Shown, int OtherGroups, bool IsMore, long Total, DateTimeOffset Since)
{
    public static LiveGroups Nothing { get; } = new([], 0, false, 0, default);

    /// <summary>The number of connections in the groups that are not shown.</summary>
    public long OtherConnections => Total - Shown.Sum(group => (long)group.Count);
}
