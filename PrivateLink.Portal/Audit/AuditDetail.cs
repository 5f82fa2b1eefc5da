namespace PrivateLink.Portal.Audit;

/// <summary>An entry with all that is known of it.</summary>
/// <param name="Differences">What differs between before and after.</param>
public sealed record AuditDetail(
    AuditRow Row, string? Before, string? After, IReadOnlyList<AuditDifference> Differences, string CorrelationId, string Hash);
