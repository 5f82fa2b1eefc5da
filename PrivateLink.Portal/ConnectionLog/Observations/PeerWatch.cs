using System.Net;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>A load balancer's node, or any other peer of a listener.</summary>
/// <param name="LastHealthCheck">Its last health check or probe; null if it has sent none.</param>
/// <param name="LastConnection">Its last connection that was not a probe.</param>
/// <param name="LastMissingHeader">The last time it sent no header although the listener requires one.</param>
public sealed record ObservedPeer(IPAddress Peer, DateTimeOffset? LastHealthCheck, DateTimeOffset? LastConnection, DateTimeOffset? LastMissingHeader, long Connections);

/// <summary>
/// Remembers the peers of each listener, and their last health checks. If checks stop, the cloud has removed the target or the path is broken. In
/// memory, since the process started. Thread-safe.
/// </summary>
public sealed class PeerWatch
{
    /// <summary>The most peers of one listener. A public listener has peers all over the world, but this list is for load balancers.</summary>
    public const int PeersOfOneListener = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<IPAddress, ObservedPeer>> _listeners = [];

    /// <summary>The peers of a listener, latest first.</summary>
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
