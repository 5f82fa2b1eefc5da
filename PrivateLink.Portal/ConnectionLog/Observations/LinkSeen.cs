using PrivateLink.Engine.Links;
using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>A link that came by, with its last connection.</summary>
/// <param name="Service">The listener's private link service, normalised; empty when the listener serves any.</param>
/// <param name="EndpointAddress">The private endpoint's address in the customer's network, where the cloud tells it.</param>
/// <param name="Host">The host that was asked for; null when none was named.</param>
public sealed record LinkSeen(
    CloudProvider Cloud,
    string Service,
    string LinkId,
    DateTime FirstSeen,
    DateTime LastSeen,
    long Connections,
    string Listener,
    string? EndpointAddress,
    string? ClientAddress,
    string? Host);

/// <summary>A link that came by on one resource.</summary>
/// <param name="FirstMatched">When the resource first took it as a listed link; null as long as it never did.</param>
/// <param name="LastReason">What the policy said the last time.</param>
public sealed record LinkOnResource(
    CloudProvider Cloud, string Service, string LinkId, DateTime FirstSeen, DateTime LastSeen, long Connections, DateTime? FirstMatched, Reason LastReason);

/// <summary>A link through which a claim name came.</summary>
public sealed record ClaimSeen(
    CloudProvider Cloud, string Service, string LinkId, DateTime FirstSeen, DateTime LastSeen, string Listener, string? EndpointAddress, string? ClientAddress);
