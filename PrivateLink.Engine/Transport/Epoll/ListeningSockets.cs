using System.Net;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>Binds one port with several sockets.</summary>
internal static unsafe class ListeningSockets
{
    /// <param name="address">Address and port; port 0 lets the system choose.</param>
    /// <param name="count">The number of sockets: one per loop.</param>
    /// <param name="closesWithReset">Whether accepted sockets, which inherit this, reset on close.</param>
    /// <param name="inherited">Sockets that already listen there; all are used, because clients may wait in the queue of each.</param>
    /// <param name="bound">The address that all of them are bound to.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port cannot be bound.</exception>
    public static IReadOnlyList<int> Bind(IPEndPoint address, int count, bool closesWithReset, IReadOnlyList<int> inherited, out IPEndPoint bound)
    {
        var sockets = new List<int>(Math.Max(count, inherited.Count));
        try
        {
            foreach (var socket in inherited)
            {
                sockets.Add(socket);
                SystemResult.Require(SystemCalls.SetNonBlocking(socket));
                Prepare(socket, closesWithReset);
                SocketOptions.ApplyDeferAccept(socket, isDeferred: false);
            }

            if (sockets.Count == 0) sockets.Add(BindOne(address, isShared: false, closesWithReset));
            bound = BoundAddress(sockets[0], address);

            // Set only after the first bind: a port that another process listens on must be an error, not a share of it.
            if (count > sockets.Count) sockets.ForEach(SocketOptions.ApplyReusePort);
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
            Prepare(socket, closesWithReset);
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

    /// <summary>Sets what accepted sockets inherit.</summary>
    private static void Prepare(int socket, bool closesWithReset)
    {
        SocketOptions.ApplyNoDelay(socket);
        SocketOptions.ApplyKeepAlive(socket);
        SocketOptions.ApplyUrgentInline(socket);
        SystemCalls.SetCloseReset(socket, closesWithReset);
    }

    private static IPEndPoint BoundAddress(int socket, IPEndPoint asked)
    {
        SocketAddress name;
        SystemResult.Require(SystemCalls.GetLocalAddress(socket, &name));
        return new IPEndPoint(asked.Address, name.ToNetworkAddress().Port);
    }
}
