using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Tests.Support;

/// <summary>Finds a listening socket of this process by its port and reads its options. Linux only.</summary>
internal sealed class ListeningPort : IDisposable
{
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int Listens = 30; // SO_ACCEPTCONN
    private const int TcpLevel = 6; // IPPROTO_TCP
    private const int DeferAccept = 9; // TCP_DEFER_ACCEPT

    private readonly Socket _socket;

    /// <exception cref="InvalidOperationException">No socket of this process listens there.</exception>
    public ListeningPort(IPEndPoint address) => _socket = OpenDescriptors.Sockets
        .First(socket => address.Equals(socket.LocalEndPoint) && Read(socket, SocketLevel, Listens) != 0);

    /// <summary>Whether the kernel holds connections back until they have sent data.</summary>
    public bool IsDeferred => Read(_socket, TcpLevel, DeferAccept) > 0;

    public void Dispose() => _socket.Dispose();

    private static int Read(Socket socket, int level, int option)
    {
        Span<byte> value = stackalloc byte[sizeof(int)];
        socket.GetRawSocketOption(level, option, value);
        return BinaryPrimitives.ReadInt32LittleEndian(value);
    }
}
