using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data.Entities;


namespace PrivateLink.Portal.AuditReading;

/// <summary>An entry in the list.</summary>
/// <param name="Tenant">The current name of the tenant that the entry concerns. Null for the company's own entries, and for a deleted tenant.</param>
/// <param name="Address">The person's address. Null if unknown, and for tenants if the person was not one of theirs.</param>
public sealed record AuditRow(
    long Sequence,
    DateTime Time,
    string Actor,
    Guid? ActorTenantId,
    [property: TenantSees(TenantSight.OwnPeople)] string? Address,
    Guid? TenantId,
    string? Tenant,
    string Action,
    string TargetKind,
    Guid? TargetId,
    string TargetName,
    AuditResult Result,
    string? Why)
{
    /// <summary>The action in words.</summary>
    public string Words => AuditAction.WordsOf(Action);
}
