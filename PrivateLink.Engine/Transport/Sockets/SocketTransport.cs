using System.Net;
using Microsoft.Extensions.Logging;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>The transport for any operating system: System.Net.Sockets with zero-byte receives and pooled buffers.</summary>
internal sealed class SocketTransport(TransportHealth health, TimeProvider time, ILogger<SocketTransport> logger) : ITransport
{
    /// <inheritdoc/>
    public TransportListener Bind(IPEndPoint address, PreludeAllowance prelude, bool mostAreReset, IReadOnlyList<int> inherited) =>
        new SocketListener(address, inherited, prelude, health, time, logger);
}
