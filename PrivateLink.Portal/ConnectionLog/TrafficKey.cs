using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>The properties by which decisions are counted.</summary>
/// <param name="TenantId">The tenant of the requested host; null if no resource has that host.</param>
public readonly record struct TrafficKey(Guid? TenantId, string Listener, Outcome Outcome, Reason Reason);
