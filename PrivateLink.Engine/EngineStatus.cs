using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine;

/// <summary>The current state of the engine. Thread-safe.</summary>
public sealed class EngineStatus
{
    private readonly ConnectionRegistry _registry;
    private readonly ConnectionLimiter _limiter;
    private readonly UpstreamHealth _upstreams;
    private readonly TransportHealth _transport;
    private IReadOnlyList<ListenerStatus> _listeners = [];
    private volatile bool _draining, _lameDuck;

    internal EngineStatus(ConnectionRegistry registry, ConnectionLimiter limiter, UpstreamHealth upstreams, TransportHealth transport) =>
        (_registry, _limiter, _upstreams, _transport) = (registry, limiter, upstreams, transport);

    /// <summary>The bound listeners; empty before the start and after the stop.</summary>
    public IReadOnlyList<ListenerStatus> Listeners => Volatile.Read(ref _listeners);

    /// <summary>
    /// Whether the engine is about to stop. It still accepts connections until load balancers have noticed that it is not ready
    /// (<c>Engine:Timeouts:LameDuck</c>).
    /// </summary>
    public bool IsLameDuck => _lameDuck;

    /// <summary>Whether the engine has stopped accepting and waits for open connections to end.</summary>
    public bool IsDraining => _draining;

    /// <summary>Open connections, with or without a verdict.</summary>
    public int OpenConnections => _registry.Count;

    /// <summary>Open connections without a verdict yet.</summary>
    public int UndecidedConnections => _limiter.Undecided;

    /// <summary>Every upstream address that has been used or checked.</summary>
    public IReadOnlyList<UpstreamAddressStatus> Upstreams => _upstreams.Status;

    /// <summary>The faults of the engine itself that prevented connections to upstreams within the last five minutes.</summary>
    public IReadOnlyList<OwnFaultStatus> OwnFaults => Faults?.Recent ?? [];

    internal OwnFaults? Faults { get; init; }

    /// <summary>The health of the transport, which accepts and relays.</summary>
    public TransportStatus Transport => _transport.Status;

    internal void Started(IReadOnlyList<ListenerStatus> listeners)
    {
        Volatile.Write(ref _listeners, listeners);
        (_draining, _lameDuck) = (false, false);
    }

    /// <summary>A listener has other settings. One that has closed meanwhile stays away.</summary>
    internal void Changed(ListenerStatus listener)
    {
        IReadOnlyList<ListenerStatus> before, after;
        do
        {
            before = Listeners;
            after = [.. before.Select(each => each.Name == listener.Name ? listener : each)];
        }
        while (Interlocked.CompareExchange(ref _listeners, after, before) != before);
    }

    internal void LameDuck() => _lameDuck = true;

    internal void Draining() => (_draining, _lameDuck) = (true, false);

    internal void Stopped() => Volatile.Write(ref _listeners, []);
}
