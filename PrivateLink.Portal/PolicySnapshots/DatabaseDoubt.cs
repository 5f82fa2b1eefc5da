namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Why the portal does not follow a database. The differences may be losses, not changes.</summary>
public enum DatabaseDoubt
{
    /// <summary>It is not the database that produced the policy in force.</summary>
    Another,

    /// <summary>It lacks the newest revision that was in force. It is an older copy, or it lost its end.</summary>
    Older,
}
