using PrivateLink.Portal.Access;
using PrivateLink.Portal.Health;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>The state of the stored connections, for a page.</summary>
/// <param name="Keep">How long records are kept, by the settings.</param>
/// <param name="Counts">The counts of this process; null for tenants.</param>
/// <param name="Error">Why nothing can be stored now; null while everything works, and for tenants.</param>
/// <param name="NotStoredSince">The time from which connections get no row; null while everything works.</param>
public sealed record RecordsReport(
    RetentionLimits Keep,
    [property: TenantSees(TenantSight.Nothing)] RecordCounts? Counts,
    [property: TenantSees(TenantSight.Nothing)] string? Error,
    DateTimeOffset? NotStoredSince = null)
{
    /// <summary>What will soon be full, as a sentence; null while there is room, and for people who may not see the settings.</summary>
    [TenantSees(TenantSight.Nothing)]
    public string? AlmostFull { get; init; }

    /// <summary>The last trouble of the database that is over; null if there was none in the last day, and for tenants.</summary>
    [TenantSees(TenantSight.Nothing)]
    public PastTrouble? Past { get; init; }
}

/// <summary>How long records are kept, by the settings.</summary>
/// <param name="Connections">For each connection with all its facts; shorter if there are too many.</param>
/// <param name="RollUps">For hourly sums and gaps.</param>
public sealed record RetentionLimits(TimeSpan Connections, TimeSpan RollUps);

/// <summary>Connections without a row since the process started.</summary>
/// <param name="Sampled">Without a row on purpose: the database was slow, and denials had priority.</param>
/// <param name="Lost">Without a row because there was no room.</param>
/// <param name="Waiting">Without a row yet, because they wait in memory.</param>
public sealed record RecordCounts(long Sampled, long Lost, int Waiting = 0);
