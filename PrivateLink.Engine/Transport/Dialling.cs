using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Engine.Transport;

/// <summary>What every managed socket towards an upstream needs, of a relay as well as of a check.</summary>
internal static class Dialling
{
    /// <summary>Binds an address, and on Linux no port before the destination is known (IP_BIND_ADDRESS_NO_PORT).</summary>
    /// <returns>False when this machine has no such address.</returns>
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

    /// <summary>Who is to blame for a connection that could not be made.</summary>
    public static ConnectStatus StatusOf(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.TimedOut => ConnectStatus.TimedOut,
        SocketError.AddressNotAvailable => ConnectStatus.NoPort,
        SocketError.TooManyOpenSockets => ConnectStatus.NoDescriptor,
        SocketError.NoBufferSpaceAvailable => ConnectStatus.NoMemory,
        _ => ConnectStatus.Refused,
    };
}
