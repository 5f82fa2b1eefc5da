using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>A private endpoint in the list.</summary>
/// <param name="ReachedHosts">The number of its hosts that were reached through it since it was set up.</param>
/// <param name="LastSeen">When its link was last seen; null when it never was.</param>
/// <param name="IsStale">Whether it has had no traffic for a long time.</param>
/// <param name="CameBack">Whether the link of a retired endpoint is seen again. Another customer may have it by now.</param>
public sealed record PrivateEndpointRow(
    Guid Id,
    string Name,
    string Tenant,
    CloudProvider Cloud,
    string Region,
    string? LinkId,
    PrivateEndpointState State,
    ClaimLevel Claim,
    bool Enabled,
    IReadOnlyList<string> Hosts,
    int ReachedHosts,
    DateTime? LastSeen,
    bool IsStale,
    bool CameBack)
{
    /// <summary>Whether it is set up, but nothing can come through it, because no listener is bound to its service.</summary>
    public bool WaitsForListener { get; init; }

    /// <summary>The reason of the last connection; null when there never was one.</summary>
    public Reason? LastReason { get; init; }

    /// <summary>Whether its tenant is suspended.</summary>
    public bool IsSuspended { get; init; }
}
