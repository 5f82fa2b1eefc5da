namespace PrivateLink.Portal.AuditEvidence;

/// <summary>What evidence is wanted for.</summary>
public sealed record EvidenceRequest
{
    /// <summary>The tenant; null for the caller's own. A tenant's caller never gets another's.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>One host; null for all.</summary>
    public Guid? HostId { get; init; }

    /// <summary>The beginning of the period, UTC.</summary>
    public DateTime From { get; init; }

    /// <summary>The period ends before this time, UTC; what lies in the future is left out.</summary>
    public DateTime Until { get; init; }
}
