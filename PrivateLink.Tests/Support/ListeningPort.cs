using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Tests.Support;

/// <summary>A listening socket of this process, of which only the port is known: what the kernel was asked to do with it. Linux.</summary>
internal sealed class ListeningPort : IDisposable
{
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int Listens = 30; // SO_ACCEPTCONN
    private const int TcpLevel = 6; // IPPROTO_TCP
    private const int DeferAccept = 9; // TCP_DEFER_ACCEPT

    private readonly Socket _socket;

    /// <exception cref="InvalidOperationException">Nobody in this process listens there.</exception>
    public ListeningPort(IPEndPoint address) => _socket = OpenDescriptors.Sockets
        .First(socket => address.Equals(socket.LocalEndPoint) && Read(socket, SocketLevel, Listens) != 0);

    /// <summary>Whether connections are handed out only once they have spoken.</summary>
    public bool IsDeferred => Read(_socket, TcpLevel, DeferAccept) > 0;

    public void Dispose() => _socket.Dispose();

    private static int Read(Socket socket, int level, int option)
    {
        Span<byte> value = stackalloc byte[sizeof(int)];
        socket.GetRawSocketOption(level, option, value);
        return BinaryPrimitives.ReadInt32LittleEndian(value);
    }
}
