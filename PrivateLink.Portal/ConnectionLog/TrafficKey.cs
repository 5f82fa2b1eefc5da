using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>What decisions are counted by.</summary>
/// <param name="TenantId">The tenant of the host that was asked for; null when no resource has it.</param>
public readonly record struct TrafficKey(Guid? TenantId, string Listener, Outcome Outcome, Reason Reason);
