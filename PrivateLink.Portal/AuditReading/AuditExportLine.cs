using System.Text.Json;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.AuditReading;

/// <summary>
/// An entry as one line of the export. The company has all lines and can recompute the chain. A hash includes the address, so a reader could guess
/// the address from it. A tenant therefore gets only the hashes of its own people's entries.
/// </summary>
public sealed record AuditExportLine(
    long Sequence,
    DateTime Time,
    string Actor,
    Guid? ActorId,
    Guid? ActorTenantId,
    [property: TenantSees(TenantSight.OwnPeople)] string? Address,
    [property: TenantSees(TenantSight.OwnPeople)] Guid? SessionId,
    Guid? TenantId,
    string Action,
    string TargetKind,
    Guid? TargetId,
    string TargetName,
    AuditResult Result,
    string? Why,
    JsonElement? Before,
    JsonElement? After,
    string CorrelationId,
    [property: TenantSees(TenantSight.Nothing)] string? PreviousHash,
    [property: TenantSees(TenantSight.OwnPeople)] string? Hash)
{
    internal static AuditExportLine Of(AuditEntry entry, Caller caller) => new(
        entry.Sequence,
        entry.Time,
        entry.Actor,
        entry.ActorId,
        entry.ActorTenantId,
        caller.IsCompany || entry.ActorTenantId == caller.TenantId ? entry.Address : null,
        caller.IsCompany || entry.ActorTenantId == caller.TenantId ? entry.SessionId : null,
        entry.TenantId,
        entry.Action,
        entry.TargetKind,
        entry.TargetId,
        entry.TargetName,
        entry.Result,
        entry.Why,
        Parse(ShownFacts.To(caller, entry.Before)),
        Parse(ShownFacts.To(caller, entry.After)),
        entry.CorrelationId,
        caller.IsCompany ? entry.PreviousHash : null,
        caller.IsCompany || entry.ActorTenantId == caller.TenantId ? entry.Hash : null);

    private static JsonElement? Parse(string? facts)
    {
        if (facts is null) return null;
        using var document = JsonDocument.Parse(facts);
        return document.RootElement.Clone();
    }
}
