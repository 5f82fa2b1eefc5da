using System.Net;

namespace PrivateLink.Engine.Transport;

/// <summary>A bound port of a transport. May be stopped from any thread.</summary>
public abstract class TransportListener : IAsyncDisposable
{
    /// <summary>The address and port actually bound.</summary>
    public abstract IPEndPoint BoundAddress { get; }

    /// <summary>Starts accepting.</summary>
    /// <param name="onAccepted">Handles one connection. Started on a thread of the transport, which does not await it. Never throws.</param>
    public abstract void Start(Func<TransportConnection, Task> onAccepted);

    /// <summary>The listening sockets, in the order of the loops that accept from them.</summary>
    public abstract IReadOnlyList<int> Descriptors { get; }

    /// <summary>Stops accepting and keeps the port open: clients wait in the kernel's queue, where another process with the same sockets finds them.</summary>
    public abstract ValueTask PauseAsync();

    /// <summary>Accepts again after <see cref="PauseAsync"/>.</summary>
    public abstract void Resume();

    /// <summary>Stops accepting and frees the port, unless another process has the same sockets. Connections already accepted continue.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>A way to accept connections and move bytes.</summary>
public interface ITransport
{
    /// <summary>Binds a port.</summary>
    /// <param name="address">Address and port; port 0 lets the system choose; <c>[::]</c> also accepts IPv4.</param>
    /// <param name="prelude">The limits for connections before they are decided.</param>
    /// <param name="mostAreReset">Whether the engine will reset most connections. The transport makes the common way of closing the cheaper one.</param>
    /// <param name="inherited">Sockets that another process bound to this address, and that already listen. They now belong to the transport.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port cannot be bound.</exception>
    TransportListener Bind(IPEndPoint address, PreludeAllowance prelude, bool mostAreReset, IReadOnlyList<int> inherited);
}
