using System.Net.Sockets;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>Socket options of both sides.</summary>
internal static class SocketSettings
{
    public static void Apply(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true); // an urgent byte is one of the stream
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SocketTerms.KeepAliveIdleSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SocketTerms.KeepAliveIntervalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, SocketTerms.KeepAliveProbes);
    }

    /// <summary>
    /// Whether the connection is broken, whatever bytes still wait before the break. Urgent data raises the same event, so the error itself is
    /// asked for; that takes it from the socket, and the caller ends the connection. Windows does not tell before a send or receive does.
    /// </summary>
    public static bool HasFailed(this Socket socket)
    {
        try
        {
            return socket.Poll(TimeSpan.Zero, SelectMode.SelectError)
                && socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is not 0;
        }
        catch (Exception error) when (SocketConnection.IsClosed(error))
        {
            return false; // whoever closed it knows why
        }
    }

    /// <summary>
    /// Whether an end of what the peer sends was a reset. The system tells of a reset once, to whoever asks first; if that was a send, or a look at the
    /// error, then a receive finds a mere end. A connection that was reset takes nothing any more, not even nothing.
    /// </summary>
    public static bool WasReset(this Socket socket)
    {
        try
        {
            socket.Send(ReadOnlySpan<byte>.Empty, SocketFlags.None, out var error);
            return error != SocketError.Success;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>Closes with a reset. Safe on a socket that is closed already.</summary>
    public static void CloseWithReset(this Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception error) when (SocketConnection.IsClosed(error))
        {
            // Already closed by the other thread or the peer: there is nothing left to reset.
        }

        socket.Dispose();
    }
}
