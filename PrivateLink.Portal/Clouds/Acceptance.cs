namespace PrivateLink.Portal.Clouds;

/// <summary>Which endpoints a private link service accepts. Values are persisted; never renumber.</summary>
public enum Acceptance
{
    /// <summary>All endpoints. The policy of each host decides what they reach.</summary>
    Open = 1,

    /// <summary>Endpoints of accounts that the company has allowed.</summary>
    AllowList = 2,
}
