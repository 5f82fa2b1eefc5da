using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Audit;

/// <summary>An action that disabled a host, a link or a private endpoint, or suspended a tenant.</summary>
/// <param name="Sequence">Its entry in the audit log.</param>
/// <param name="Of">The name of what was disabled.</param>
/// <param name="IsTenant">Whether a tenant was suspended.</param>
/// <param name="IsCompanys">Whether the company did it.</param>
/// <param name="Reason">The reason given; null if none was required.</param>
public sealed record SwitchOff(long Sequence, DateTime Time, string By, string Of, bool IsTenant, bool IsCompanys, string? Reason)
{
    internal static SwitchOff From(AuditEntry entry) => new(
        entry.Sequence, entry.Time, entry.Actor, entry.TargetName, entry.Action == AuditAction.TenantSuspended.Code, entry.ActorTenantId is null,
        AuditDifference.Between(before: null, entry.After).FirstOrDefault(fact => fact.Name == "reason")?.After);
}
