namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// A trial of enforcement for a resource. Unless a person confirms it in time, the resource returns to Monitor automatically. The trial is stored in
/// the database, so it survives a restart.
/// </summary>
public sealed class EnforcementTrial : Entity
{
    public required Guid TenantId { get; init; }

    public required Guid ResourceId { get; init; }

    public Resource? Resource { get; private set; }

    public required DateTime StartedAt { get; init; }

    public required DateTime Deadline { get; init; }

    /// <summary>The person who started it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>When and how it ended. Null while it runs.</summary>
    public DateTime? EndedAt { get; set; }

    public TrialOutcome? Outcome { get; set; }
}
