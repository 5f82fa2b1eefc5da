using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>How the stored connections fare, as a page shows it.</summary>
/// <param name="Keep">What is kept, by the settings.</param>
/// <param name="Counts">What became of the connections of this process; null for tenants.</param>
/// <param name="Error">Why nothing can be stored at the moment; null while all is well, and for tenants.</param>
/// <param name="NotStoredSince">Since when connections get no row, while nothing can be stored; null while all is well.</param>
public sealed record RecordsReport(
    RetentionLimits Keep,
    [property: TenantSees(TenantSight.Nothing)] RecordCounts? Counts,
    [property: TenantSees(TenantSight.Nothing)] string? Error,
    DateTimeOffset? NotStoredSince = null);

/// <summary>What is kept, by the settings.</summary>
/// <param name="Connections">Each connection with all its facts; shorter when there are too many of them.</param>
/// <param name="RollUps">Hourly sums, and what is known about gaps.</param>
public sealed record RetentionLimits(TimeSpan Connections, TimeSpan RollUps);

/// <summary>Connections without a row since the process started.</summary>
/// <param name="Sampled">None on purpose: the database was slow, and denials went first.</param>
/// <param name="Lost">None because there was no room at all.</param>
/// <param name="Waiting">None yet: they wait in memory.</param>
public sealed record RecordCounts(long Sampled, long Lost, int Waiting = 0);
