namespace PrivateLink.Portal.ConnectionLog;

/// <summary>What somebody looks at.</summary>
/// <param name="ResourceId">The host.</param>
/// <param name="Since">From when on connections count; null for all that are kept.</param>
public readonly record struct HostWatch(Guid ResourceId, DateTimeOffset? Since = null);
