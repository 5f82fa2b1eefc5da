using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Tests.Support;

/// <summary>
/// Ports for programs that cannot be told to choose one themselves. They lie below those that systems give out by themselves, so that nobody who asks
/// for any port takes them before the program does; and no test gets the same twice.
/// </summary>
internal static class FreePort
{
    private const int First = 15_000;
    private const int Count = 15_000;

    private static int s_next = Random.Shared.Next(Count); // other processes on this machine look for some, too

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
                // Somebody has it: the next one.
            }
        }
    }
}
