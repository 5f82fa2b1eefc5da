using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Tests.Support;

/// <summary>
/// Ports for programs that cannot choose one themselves. They are below the ephemeral range, so that no other socket gets one first. No test gets the
/// same port twice.
/// </summary>
internal static class FreePort
{
    private const int First = 15_000;
    private const int Count = 15_000;

    private static int s_next = Random.Shared.Next(Count); // random, because other processes on this machine also look for ports

    /// <summary>A loopback address with a port that is free right now.</summary>
    public static IPEndPoint Next()
    {
        while (true)
        {
            var address = new IPEndPoint(IPAddress.Loopback, First + (int)((uint)Interlocked.Increment(ref s_next) % Count));
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(address);
                return address;
            }
            catch (SocketException)
            {
                // In use: try the next one.
            }
        }
    }
}
