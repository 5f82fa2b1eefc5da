namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>What the database holds of the connections.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Oldest">When the oldest was accepted; null when there is none.</param>
/// <param name="MeasuredAt">When this was found out.</param>
public sealed record StoredSpan(long Rows, DateTime? Oldest, DateTime MeasuredAt);
