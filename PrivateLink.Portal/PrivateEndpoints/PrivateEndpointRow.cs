using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>A private endpoint in the list.</summary>
/// <param name="ReachedHosts">How many of its hosts were reached through it since it was set up.</param>
/// <param name="LastSeen">When its link was last seen; null when it never was.</param>
/// <param name="IsStale">Whether nothing has come through it for long.</param>
/// <param name="CameBack">Whether a retired one's link is seen again: it may be somebody else's by now.</param>
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
    bool CameBack);
