namespace PrivateLink.Portal.AuditReading;

/// <summary>Some entries, newest first.</summary>
/// <param name="Older">The sequence from which the next slice goes on; null at the beginning of the log.</param>
public sealed record AuditSlice(IReadOnlyList<AuditRow> Rows, long? Older);
