namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>Which groups come first.</summary>
public enum GroupOrder
{
    /// <summary>Those with most connections.</summary>
    Count,

    /// <summary>Those whose last connection is the newest.</summary>
    Last,
}
