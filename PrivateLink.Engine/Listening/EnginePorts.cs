using PrivateLink.Engine.Decisions;

namespace PrivateLink.Engine.Listening;

/// <summary>
/// The engine's open ports, and the way to another process for them. The sockets are shared, never moved: both processes may accept for a moment, and
/// what waits in the kernel's queues waits for both. One caller at a time.
/// </summary>
/// <param name="ids">The IDs of this process.</param>
public sealed class EnginePorts(ConnectionIds ids)
{
    private IReadOnlyList<Listener> _listeners = [];

    /// <summary>Whether another process has the ports. Then the engine stops without telling balancers, who find them open.</summary>
    public bool IsCeded { get; private set; }

    /// <summary>Whether the engine starts without accepting, until <see cref="Resume"/>: another process still accepts from the same sockets.</summary>
    public bool WaitsAtStart { get; set; }

    /// <summary>The lane of connection IDs for the next process, which accepts while this one still does.</summary>
    public int NextIdLane => 1 - ids.Lane;

    /// <summary>All listening sockets, which stay this process's own.</summary>
    public IReadOnlyList<PassedSocket> Sockets =>
        [.. _listeners.SelectMany(static listener => listener.Descriptors.Select((descriptor, loop) => new PassedSocket(listener.Status.Name, loop, descriptor)))];

    internal IReadOnlyList<Listener> Listeners => _listeners;

    /// <summary>Stops accepting. The ports stay open, and clients wait for <see cref="Resume"/> or for another process.</summary>
    public async Task PauseAsync()
    {
        foreach (var listener in _listeners) await listener.PauseAsync();
    }

    /// <summary>Accepts again.</summary>
    public void Resume()
    {
        foreach (var listener in _listeners) listener.Resume();
    }

    /// <summary>Closes this process's copies of the sockets, because another process accepts from them. Connections continue.</summary>
    public async Task CedeAsync()
    {
        IsCeded = _listeners.Count > 0;
        await CloseAsync();
    }

    internal void Opened(IReadOnlyList<Listener> listeners) => _listeners = listeners;

    internal async Task CloseAsync()
    {
        foreach (var listener in _listeners) await listener.DisposeAsync();
        _listeners = [];
    }
}
