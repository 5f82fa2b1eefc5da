namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Why a database cannot simply be followed: what differs in it may have been lost, not changed.</summary>
public enum DatabaseDoubt
{
    /// <summary>It is another database than the one that the policy in force was made from.</summary>
    Another,

    /// <summary>It does not know the newest revision that was in force: an older copy, or one that lost its end.</summary>
    Older,
}
