using System.Net.Sockets;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>Socket options and checks for both sides.</summary>
internal static class SocketSettings
{
    public static void Apply(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true); // keeps an urgent byte in the stream
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SocketTerms.KeepAliveIdleSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SocketTerms.KeepAliveIntervalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, SocketTerms.KeepAliveProbes);
    }

    /// <summary>
    /// Whether the connection is broken, even if bytes before the break still wait. Urgent data raises the same event, so this reads the socket's
    /// error. Reading clears it, so the caller must end the connection. Windows reports a break only on a send or receive.
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
            return false; // already closed, and the closing code records why
        }
    }

    /// <summary>
    /// Whether the end of the peer's data was a reset. The system reports a reset only once. If a send or a check of the error took that report, a
    /// receive sees an ordinary end. After a reset, even an empty send fails.
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

    /// <summary>Closes with a reset. Safe on a socket that is already closed.</summary>
    public static void CloseWithReset(this Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception error) when (SocketConnection.IsClosed(error))
        {
            // Already closed by another thread or the peer; nothing is left to reset.
        }

        socket.Dispose();
    }
}
