namespace PrivateLink.Portal.ConnectionLog;

/// <summary>A host that a viewer watches.</summary>
/// <param name="ResourceId">The host.</param>
/// <param name="Since">The time from which connections count; null for all that are kept.</param>
public readonly record struct HostWatch(Guid ResourceId, DateTimeOffset? Since = null);
