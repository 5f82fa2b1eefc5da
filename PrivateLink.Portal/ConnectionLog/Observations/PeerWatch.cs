using System.Net;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>A load balancer's node, or any other peer of a listener.</summary>
/// <param name="LastHealthCheck">Its last health check or probe; null when it has sent none.</param>
/// <param name="LastConnection">Its last connection that wanted something.</param>
/// <param name="LastMissingHeader">The last time it came without the header that the listener requires.</param>
public sealed record ObservedPeer(IPAddress Peer, DateTimeOffset? LastHealthCheck, DateTimeOffset? LastConnection, DateTimeOffset? LastMissingHeader, long Connections);

/// <summary>
/// Remembers who comes to each listener, and when they last checked its health: when checks stop, the cloud has taken the target out, or the
/// path is broken. In memory, since the process started. Thread-safe.
/// </summary>
public sealed class PeerWatch
{
    /// <summary>Of one listener: a public one meets the whole world, and these are for load balancers.</summary>
    public const int PeersOfOneListener = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<IPAddress, ObservedPeer>> _listeners = [];

    /// <summary>Those who came to a listener, the latest first.</summary>
    [Requires(Permission.ViewListeners)]
    public IReadOnlyList<ObservedPeer> Of(Caller caller, string listener)
    {
        caller.Demand(Permission.ViewListeners);
        lock (_lock) return _listeners.TryGetValue(listener, out var peers) ? [.. peers.Values.OrderByDescending(LastOf)] : [];
    }

    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        lock (_lock)
            foreach (var @event in events)
                if (@event.Closed is null)
                    Add(@event.Decision);
    }

    private static DateTimeOffset LastOf(ObservedPeer peer) => Later(peer.LastHealthCheck, peer.LastConnection) ?? default;

    private static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset? right) => left > right || right is null ? left : right;

    private void Add(ConnectionDecision decision)
    {
        if (!_listeners.TryGetValue(decision.Listener, out var peers)) _listeners.Add(decision.Listener, peers = []);
        var address = decision.Peer.Address;
        if (!peers.TryGetValue(address, out var seen))
        {
            if (peers.Count >= PeersOfOneListener) peers.Remove(peers.Values.MinBy(LastOf)!.Peer);
            seen = new(address, null, null, null, 0);
        }

        var isProbe = ReasonTable.Describe(decision.Reason).Family == ReasonFamily.Probe;
        peers[address] = seen with
        {
            LastHealthCheck = isProbe ? decision.Time : seen.LastHealthCheck,
            LastConnection = isProbe ? seen.LastConnection : decision.Time,
            LastMissingHeader = decision.Reason == Reason.HeaderMissing ? decision.Time : seen.LastMissingHeader,
            Connections = seen.Connections + 1,
        };
    }
}
