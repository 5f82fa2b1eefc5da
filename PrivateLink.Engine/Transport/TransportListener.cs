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

    /// <summary>Stops accepting and frees the port. Connections already accepted continue.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>A way to accept connections and move bytes.</summary>
public interface ITransport
{
    /// <summary>Binds a port.</summary>
    /// <param name="address">Address and port; port 0 lets the system choose; <c>[::]</c> also accepts IPv4.</param>
    /// <param name="prelude">The limits for connections before they are decided.</param>
    /// <param name="mostAreReset">Whether the engine will reset most connections. The transport makes the common way of closing the cheaper one.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port cannot be bound.</exception>
    TransportListener Bind(IPEndPoint address, PreludeAllowance prelude, bool mostAreReset);
}
