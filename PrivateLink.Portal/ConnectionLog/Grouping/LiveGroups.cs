namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>The groups of the last minutes.</summary>
/// <param name="Shown">The first of them.</param>
/// <param name="OtherGroups">How many more there are.</param>
/// <param name="IsMore">Whether there are even more, of which it is not known how many.</param>
/// <param name="Total">How many connections in all; those of the other groups are among them.</param>
/// <param name="Since">From when on everything was counted; at most the window ago.</param>
public sealed record LiveGroups(IReadOnlyList<ConnectionGroup> Shown, int OtherGroups, bool IsMore, long Total, DateTimeOffset Since)
{
    public static LiveGroups Nothing { get; } = new([], 0, false, 0, default);

    /// <summary>Connections of the groups that are not shown.</summary>
    public long OtherConnections => Total - Shown.Sum(group => (long)group.Count);
}
