namespace PrivateLink.Portal.AuditEvidence;

/// <summary>The possible subjects of evidence, and the evidence made earlier.</summary>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="Made">The earlier evidence, newest first.</param>
public sealed record EvidenceChoices(Guid TenantId, string Tenant, IReadOnlyList<EvidenceHostChoice> Hosts, IReadOnlyList<EvidenceRow> Made);

public sealed record EvidenceHostChoice(Guid Id, string Host);

/// <summary>Evidence that was made earlier, as the audit log records it.</summary>
/// <param name="Entry">The entry's number.</param>
/// <param name="About">The host or the tenant.</param>
/// <param name="Checksum">The file's SHA-256.</param>
public sealed record EvidenceRow(long Entry, DateTime Time, string By, string About, string Checksum);
