using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>A link that came by, with its last connection.</summary>
/// <param name="Service">The listener's private link service, normalised; empty when the listener serves any.</param>
/// <param name="Host">The host that was asked for; null when none was named.</param>
public sealed record ObservedLink(
    CloudProvider Cloud,
    string Service,
    string LinkId,
    DateTime FirstSeen,
    DateTime LastSeen,
    long Connections,
    string Listener,
    string? ClientAddress,
    string? Host);
