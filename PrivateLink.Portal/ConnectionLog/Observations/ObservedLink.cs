using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>An observed link, with its last connection.</summary>
/// <param name="Service">The listener's private link service, normalised; empty if the listener serves any.</param>
/// <param name="Host">The requested host; null if none was named.</param>
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
