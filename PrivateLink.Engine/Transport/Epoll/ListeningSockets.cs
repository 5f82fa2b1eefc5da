using System.Net;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>Binds a port several times.</summary>
internal static unsafe class ListeningSockets
{
    /// <param name="address">Address and port; port 0 lets the system choose.</param>
    /// <param name="count">One socket for each loop.</param>
    /// <param name="closesWithReset">Whether accepted sockets, which inherit everything, reset when they are closed.</param>
    /// <param name="bound">What is bound, by all of them.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port cannot be bound.</exception>
    public static IReadOnlyList<int> Bind(IPEndPoint address, int count, bool closesWithReset, out IPEndPoint bound)
    {
        var sockets = new List<int>(count);
        try
        {
            sockets.Add(BindOne(address, isShared: false, closesWithReset));
            bound = BoundAddress(sockets[0], address);

            // Only now may others join: a port that another process listens on is an error, not something to have a part of.
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
            SocketOptions.ApplyReuseAddress(socket); // a port whose last connections are in TIME_WAIT is free
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
