namespace PrivateLink.Portal.AuditReading;

/// <summary>Some entries, newest first.</summary>
/// <param name="Older">The sequence number at which the next slice starts. Null at the beginning of the log.</param>
public sealed record AuditSlice(IReadOnlyList<AuditRow> Rows, long? Older);
