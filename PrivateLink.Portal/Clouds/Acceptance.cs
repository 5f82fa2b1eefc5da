namespace PrivateLink.Portal.Clouds;

/// <summary>Whom a private link service takes. Values are persisted; never renumber.</summary>
public enum Acceptance
{
    /// <summary>Everybody's endpoints; what they reach is decided per host.</summary>
    Open = 1,

    /// <summary>Endpoints of accounts that the company has allowed.</summary>
    AllowList = 2,
}
