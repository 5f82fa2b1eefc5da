namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>The order of the groups.</summary>
public enum GroupOrder
{
    /// <summary>The groups with the most connections first.</summary>
    Count,

    /// <summary>The groups with the newest last connection first.</summary>
    Last,
}
