using System.Net;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>Binds one port with several sockets.</summary>
internal static unsafe class ListeningSockets
{
    /// <param name="address">Address and port; port 0 lets the system choose.</param>
    /// <param name="count">The number of sockets: one per loop.</param>
    /// <param name="closesWithReset">Whether accepted sockets, which inherit this, reset on close.</param>
    /// <param name="bound">The address that all of them are bound to.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port cannot be bound.</exception>
    public static IReadOnlyList<int> Bind(IPEndPoint address, int count, bool closesWithReset, out IPEndPoint bound)
    {
        var sockets = new List<int>(count);
        try
        {
            sockets.Add(BindOne(address, isShared: false, closesWithReset));
            bound = BoundAddress(sockets[0], address);

            // Set only after the first bind: a port that another process listens on must be an error, not a share of it.
            if (count > 1) SocketOptions.ApplyReusePort(sockets[0]);
            while (sockets.Count < count) sockets.Add(BindOne(bound, isShared: true, closesWithReset));
            foreach (var socket in sockets) SystemResult.Require(SystemCalls.Listen(socket, SocketTerms.Backlog));
            return sockets;
        }
        catch
        {
            sockets.ForEach(SystemCalls.Close);
            throw;
        }
    }

    private static int BindOne(IPEndPoint address, bool isShared, bool closesWithReset)
    {
        var family = SocketAddress.FamilyOf(address);
        var socket = SystemResult.Require(SystemCalls.CreateStreamSocket(family));
        try
        {
            if (family == SocketAddress.IPv6) SocketOptions.ApplyDualStack(socket, isDual: address.Address.Equals(IPAddress.IPv6Any));
            SocketOptions.ApplyReuseAddress(socket); // allows binding while old connections are in TIME_WAIT
            if (isShared) SocketOptions.ApplyReusePort(socket);
            SocketOptions.ApplyNoDelay(socket);
            SocketOptions.ApplyKeepAlive(socket);
            SocketOptions.ApplyUrgentInline(socket);
            if (closesWithReset) SystemCalls.SetCloseReset(socket, true);
            var name = SocketAddress.From(address);
            SystemResult.Require(SystemCalls.Bind(socket, &name));
            return socket;
        }
        catch
        {
            SystemCalls.Close(socket);
            throw;
        }
    }

    private static IPEndPoint BoundAddress(int socket, IPEndPoint asked)
    {
        SocketAddress name;
        SystemResult.Require(SystemCalls.GetLocalAddress(socket, &name));
        return new IPEndPoint(asked.Address, name.ToNetworkAddress().Port);
    }
}
