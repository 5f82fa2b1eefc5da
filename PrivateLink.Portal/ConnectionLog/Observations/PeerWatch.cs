using System.Net;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>A load balancer's node, or any other peer of a listener.</summary>
/// <param name="LastHealthCheck">Its last connection that certainly was a health check; null if there was none.</param>
/// <param name="LastProbe">Its last other connection that asked for nothing: a TCP health check, or a port scan.</param>
/// <param name="LastConnection">Its last connection that was not a probe.</param>
/// <param name="LastMissingHeader">The last time it sent no header although the listener requires one.</param>
public sealed record ObservedPeer(
    IPAddress Peer, DateTimeOffset? LastHealthCheck, DateTimeOffset? LastProbe, DateTimeOffset? LastConnection, DateTimeOffset? LastMissingHeader, long Connections)
{
    /// <summary>The last time it asked for nothing: a health check, or a probe that may be one.</summary>
    public DateTimeOffset? LastCheckOrProbe => LastProbe is null || LastHealthCheck > LastProbe ? LastHealthCheck : LastProbe;
}

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

    /// <summary>The last time that any peer of a listener asked for nothing; null if none did since the process started.</summary>
    internal DateTimeOffset? LastCheckOf(string listener)
    {
        lock (_lock) return _listeners.TryGetValue(listener, out var peers) ? peers.Values.Max(static peer => peer.LastCheckOrProbe) : null;
    }

    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        lock (_lock)
            foreach (var @event in events)
                if (@event.Closed is null)
                    Add(@event.Decision);
    }

    private static DateTimeOffset LastOf(ObservedPeer peer) => new[] { peer.LastCheckOrProbe, peer.LastConnection }.Max() ?? default;

    private void Add(ConnectionDecision decision)
    {
        if (!_listeners.TryGetValue(decision.Listener, out var peers)) _listeners.Add(decision.Listener, peers = []);
        var address = decision.Peer.Address;
        if (!peers.TryGetValue(address, out var seen))
        {
            if (peers.Count >= PeersOfOneListener) peers.Remove(peers.Values.MinBy(LastOf)!.Peer);
            seen = new(address, null, null, null, null, 0);
        }

        var isCheck = decision.Reason == Reason.HealthCheck;
        var isProbe = ReasonTable.Describe(decision.Reason).Family == ReasonFamily.Probe;
        peers[address] = seen with
        {
            LastHealthCheck = isCheck ? decision.Time : seen.LastHealthCheck,
            LastProbe = isProbe && !isCheck ? decision.Time : seen.LastProbe,
            LastConnection = isProbe ? seen.LastConnection : decision.Time,
            LastMissingHeader = decision.Reason == Reason.HeaderMissing ? decision.Time : seen.LastMissingHeader,
            Connections = seen.Connections + 1,
        };
    }
}
