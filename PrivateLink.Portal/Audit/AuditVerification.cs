namespace PrivateLink.Portal.Audit;

/// <summary>What reading the whole chain found.</summary>
/// <param name="Entries">How many entries were read and found right.</param>
/// <param name="Hash">The hash of the last of them; noted elsewhere, it shows later that nothing before it was rewritten.</param>
/// <param name="Problem">Where the chain breaks first, and how; null when it is whole.</param>
public sealed record AuditVerification(long Entries, string Hash, string? Problem);
