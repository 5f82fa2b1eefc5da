using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data.Entities;


namespace PrivateLink.Portal.AuditReading;

/// <summary>An entry in the list.</summary>
/// <param name="Tenant">The name of the tenant whose affair it is, as it is now; null for the company's own and for one that is gone.</param>
/// <param name="Address">Where the person was; null when unknown, and for tenants when the person was not one of theirs.</param>
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
    /// <summary>What was done, in words.</summary>
    public string Words => AuditAction.WordsOf(Action);
}
