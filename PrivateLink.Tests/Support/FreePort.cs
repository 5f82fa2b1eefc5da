using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Tests.Support;

/// <summary>Ports for programs that cannot be told to choose one themselves.</summary>
internal static class FreePort
{
    /// <summary>A loopback address with a port that is free right now.</summary>
    public static IPEndPoint Next()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.LocalEndPoint!;
    }
}
