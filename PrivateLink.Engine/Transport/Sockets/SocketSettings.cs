using System.Net.Sockets;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>
/// Socket options of both sides. Keep-alive stays below the balancers' silence limits, which forget a connection without telling
/// anybody: AWS after 350 s, Azure after 240 s.
/// </summary>
internal static class SocketSettings
{
    private const int KeepAliveIdleSeconds = 60;
    private const int KeepAliveIntervalSeconds = 10;
    private const int KeepAliveProbes = 6;

    public static void Apply(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, KeepAliveIdleSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, KeepAliveIntervalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, KeepAliveProbes);
    }

    /// <summary>Closes with a reset. Safe on a socket that is closed already.</summary>
    public static void CloseWithReset(this Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Already closed by the other thread or the peer: there is nothing left to reset.
        }

        socket.Dispose();
    }
}
