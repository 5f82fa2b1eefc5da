namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// A resource that is enforced on trial: unless somebody confirms it in time, it goes back to Monitor by itself. In the database, so
/// that a restart changes nothing about it.
/// </summary>
public sealed class EnforcementTrial : Entity
{
    public required Guid TenantId { get; init; }

    public required Guid ResourceId { get; init; }

    public Resource? Resource { get; private set; }

    public required DateTime StartedAt { get; init; }

    public required DateTime Deadline { get; init; }

    /// <summary>Who started it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>When and how it ended; null while it runs.</summary>
    public DateTime? EndedAt { get; set; }

    public TrialOutcome? Outcome { get; set; }
}
