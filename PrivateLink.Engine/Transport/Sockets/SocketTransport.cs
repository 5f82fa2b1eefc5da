using System.Net;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>The transport of any operating system: System.Net.Sockets with zero-byte receives and pooled buffers.</summary>
public sealed class SocketTransport(TimeProvider time) : ITransport
{
    /// <inheritdoc/>
    public TransportListener Bind(IPEndPoint address, PreludeAllowance prelude, bool mostAreReset) => new SocketListener(address, prelude, time);
}
