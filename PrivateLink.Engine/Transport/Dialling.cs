using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Engine.Transport;

/// <summary>What managed sockets to upstreams share, for relays and for checks.</summary>
internal static class Dialling
{
    /// <summary>Binds a local address. On Linux the port is chosen only when the destination is known (IP_BIND_ADDRESS_NO_PORT).</summary>
    /// <returns>False if this machine does not have the address.</returns>
    public static bool TryBindTo(this Socket socket, IPAddress source)
    {
        const int IPLevel = 0;
        const int BindAddressNoPort = 24;
        try
        {
            if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(IPLevel, BindAddressNoPort, BitConverter.GetBytes(1));
            socket.Bind(new IPEndPoint(source, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Whether the upstream or the engine caused a failed connection.</summary>
    public static ConnectStatus StatusOf(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.TimedOut => ConnectStatus.TimedOut,
        SocketError.AddressNotAvailable => ConnectStatus.NoPort,
        SocketError.TooManyOpenSockets => ConnectStatus.NoDescriptor,
        SocketError.NoBufferSpaceAvailable => ConnectStatus.NoMemory,
        _ => ConnectStatus.Refused,
    };
}
