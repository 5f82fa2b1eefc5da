namespace PrivateLink.Portal.ConnectionLog;

/// <summary>How many connections of one kind were decided in one second.</summary>
public readonly record struct TrafficCount(DateTimeOffset Second, TrafficKey Key, int Count);
