namespace PrivateLink.Portal.Audit;

/// <summary>The result of reading the whole chain.</summary>
/// <param name="Entries">How many entries were read and found correct.</param>
/// <param name="Hash">The hash of the last entry. If it is noted elsewhere, it proves later that nothing before it was rewritten.</param>
/// <param name="Problem">The first break of the chain and its cause. Null if the chain is intact.</param>
public sealed record AuditVerification(long Entries, string Hash, string? Problem);
