namespace PrivateLink.Portal.AuditEvidence;

/// <summary>The requested scope of evidence.</summary>
public sealed record EvidenceRequest
{
    /// <summary>The tenant. Null for the caller's own. A tenant's caller never gets another tenant's evidence.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>One host. Null for all.</summary>
    public Guid? HostId { get; init; }

    /// <summary>The start of the period, UTC.</summary>
    public DateTime From { get; init; }

    /// <summary>The period ends before this time, UTC. Future time is excluded.</summary>
    public DateTime Until { get; init; }
}
