using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Portal.Demonstration;

/// <summary>
/// Simulates a cloud's load balancer. Each connection to the listener starts with the PROXY headers; the client's bytes follow. Several headers
/// simulate a client that sends a forged one.
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
