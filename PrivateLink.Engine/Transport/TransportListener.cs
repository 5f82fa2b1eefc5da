using System.Net;

namespace PrivateLink.Engine.Transport;

/// <summary>A bound port of a transport. Safe to stop from any thread.</summary>
public abstract class TransportListener : IAsyncDisposable
{
    /// <summary>The address and port actually bound.</summary>
    public abstract IPEndPoint BoundAddress { get; }

    /// <summary>Starts to accept.</summary>
    /// <param name="onAccepted">Tells the story of one connection. Started on a thread of the transport, not awaited by it; never throws.</param>
    public abstract void Start(Func<TransportConnection, Task> onAccepted);

    /// <summary>Stops to accept and frees the port; connections already accepted live on.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>A way to accept connections and move bytes.</summary>
public interface ITransport
{
    /// <summary>Binds a port.</summary>
    /// <param name="address">Address and port; port 0 lets the system choose; <c>[::]</c> takes IPv4 as well.</param>
    /// <param name="prelude">What a connection may take before it is decided.</param>
    /// <param name="mostAreReset">Whether most connections end by a reset from here: what is rare may then cost a little more.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port cannot be bound.</exception>
    TransportListener Bind(IPEndPoint address, PreludeAllowance prelude, bool mostAreReset);
}
