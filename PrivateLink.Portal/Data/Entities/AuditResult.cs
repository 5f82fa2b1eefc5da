namespace PrivateLink.Portal.Data.Entities;

/// <summary>The result of an action. Values are stored; never reuse a number.</summary>
public enum AuditResult
{
    /// <summary>It succeeded, in the same transaction as the entry.</summary>
    Done = 1,

    /// <summary>A person tried it and was not allowed to.</summary>
    Refused = 2,
}
