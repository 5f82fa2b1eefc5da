namespace PrivateLink.Portal.Clouds.Zones;

/// <summary>What came of reading pasted zones: the zones, or one sentence that says what is wrong.</summary>
public sealed record ZoneReading(IReadOnlyList<Zone> Zones, string? Error);
