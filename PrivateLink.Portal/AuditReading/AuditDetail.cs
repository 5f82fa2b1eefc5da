using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;


namespace PrivateLink.Portal.AuditReading;

/// <summary>An entry with all its details.</summary>
/// <param name="Differences">The differences between before and after.</param>
/// <param name="SessionId">The sign-in session. Null if unknown, and for tenants if the person was not one of theirs.</param>
public sealed record AuditDetail(
    AuditRow Row, IReadOnlyList<AuditDifference> Differences, string CorrelationId,
    [property: TenantSees(TenantSight.OwnPeople)] string? Hash,
    [property: TenantSees(TenantSight.OwnPeople)] Guid? SessionId);
