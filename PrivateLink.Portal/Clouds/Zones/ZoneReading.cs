namespace PrivateLink.Portal.Clouds.Zones;

/// <summary>The result of reading pasted zones: the zones, or one error sentence.</summary>
public sealed record ZoneReading(IReadOnlyList<Zone> Zones, string? Error);
