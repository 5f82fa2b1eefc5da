using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Portal.Demonstration;

/// <summary>
/// Plays a cloud's load balancer: each connection to the listener begins with the PROXY headers, what follows is the client's.
/// Several headers play a client that sends a forged one of its own.
/// </summary>
public sealed class LoadBalancer(EndPoint listener, params IEnumerable<PlayedHeader> headers)
{
    private readonly byte[] _prelude = [.. headers.SelectMany(header => header.ToBytes())];

    /// <summary>Opens a connection; the caller owns the stream.</summary>
    public async Task<NetworkStream> ConnectAsync(CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(listener, cancellation);
            await socket.SendAsync(_prelude, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
