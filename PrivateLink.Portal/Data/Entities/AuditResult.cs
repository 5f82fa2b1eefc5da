namespace PrivateLink.Portal.Data.Entities;

/// <summary>What came of what somebody did. Stored; numbers are never used again.</summary>
public enum AuditResult
{
    /// <summary>It happened, in the same transaction as the entry.</summary>
    Done = 1,

    /// <summary>Somebody tried, and was not allowed to.</summary>
    Refused = 2,
}
