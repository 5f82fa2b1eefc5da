using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;


namespace PrivateLink.Portal.AuditReading;

/// <summary>An entry with all that is known of it.</summary>
/// <param name="Differences">What differs between before and after.</param>
/// <param name="SessionId">The sign-in behind it; null when unknown, and for tenants when the person was not one of theirs.</param>
public sealed record AuditDetail(
    AuditRow Row, IReadOnlyList<AuditDifference> Differences, string CorrelationId,
    [property: TenantSees(TenantSight.OwnPeople)] string? Hash,
    [property: TenantSees(TenantSight.OwnPeople)] Guid? SessionId);
