namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// Socket options (socket(7), tcp(7)). Accepted sockets inherit those of the listening socket, so they cost nothing per connection. Upstream sockets
/// get theirs only once they live long enough to need them.
/// </summary>
internal static unsafe class SocketOptions
{
    public const int SocketLevel = 1; // SOL_SOCKET
    public const int Error = 4; // SO_ERROR
    public const int Linger = 13; // SO_LINGER

    private const int ReuseAddress = 2; // SO_REUSEADDR
    private const int ReusePort = 15; // SO_REUSEPORT
    private const int KeepAlive = 9; // SO_KEEPALIVE
    private const int UrgentInline = 10; // SO_OOBINLINE
    private const int TcpLevel = 6; // IPPROTO_TCP
    private const int NoDelay = 1; // TCP_NODELAY
    private const int KeepAliveIdle = 4; // TCP_KEEPIDLE
    private const int KeepAliveInterval = 5; // TCP_KEEPINTVL
    private const int KeepAliveCount = 6; // TCP_KEEPCNT
    private const int DeferAccept = 9; // TCP_DEFER_ACCEPT, in seconds
    private const int IPLevel = 0; // IPPROTO_IP
    private const int BindAddressNoPort = 24; // IP_BIND_ADDRESS_NO_PORT, for IPv6 as well
    private const int IPv6Level = 41; // IPPROTO_IPV6
    private const int IPv6Only = 26; // IPV6_V6ONLY

    private const int Information = 11; // TCP_INFO
    private const int LastDataSent = 44; // tcpi_last_data_sent in struct tcp_info, in milliseconds

    /// <summary>
    /// How long ago the kernel established an accepted connection on which nothing has been sent yet: the time it waited in the queue. The kernel sets
    /// the time of the last data sent when it completes the handshake. Null if the kernel does not say.
    /// </summary>
    public static TimeSpan? SinceEstablished(int socket)
    {
        const int Length = LastDataSent + sizeof(uint);
        var information = stackalloc byte[Length];
        var milliseconds = (uint*)(information + LastDataSent);
        return SystemCalls.TryGetOption(socket, TcpLevel, Information, information, Length) ? TimeSpan.FromMilliseconds(*milliseconds) : null;
    }

    public static void ApplyKeepAlive(int socket)
    {
        SystemCalls.SetOption(socket, SocketLevel, KeepAlive, 1);
        SystemCalls.SetOption(socket, TcpLevel, KeepAliveIdle, SocketTerms.KeepAliveIdleSeconds);
        SystemCalls.SetOption(socket, TcpLevel, KeepAliveInterval, SocketTerms.KeepAliveIntervalSeconds);
        SystemCalls.SetOption(socket, TcpLevel, KeepAliveCount, SocketTerms.KeepAliveProbes);
    }

    public static void ApplyNoDelay(int socket) => SystemCalls.SetOption(socket, TcpLevel, NoDelay, 1);

    /// <summary>Keeps an urgent byte in the stream, so that it is neither lost nor delivered out of order.</summary>
    public static void ApplyUrgentInline(int socket) => SystemCalls.SetOption(socket, SocketLevel, UrgentInline, 1);

    /// <summary>For a listening socket: the kernel holds a connection back until its first bytes or its FIN, for one second at most.</summary>
    public static void ApplyDeferAccept(int socket, bool isDeferred) => SystemCalls.SetOption(socket, TcpLevel, DeferAccept, isDeferred ? 1 : 0);

    /// <summary>
    /// Delays the choice of a local port from bind to connect, which picks one that is free for that destination. Otherwise all destinations would
    /// share one range of ports.
    /// </summary>
    public static void ApplyBindWithoutPort(int socket) => SystemCalls.SetOption(socket, IPLevel, BindAddressNoPort, 1);

    public static void ApplyReuseAddress(int socket) => SystemCalls.SetOption(socket, SocketLevel, ReuseAddress, 1);

    public static void ApplyReusePort(int socket) => SystemResult.Require(SystemCalls.SetOption(socket, SocketLevel, ReusePort, 1));

    public static void ApplyDualStack(int socket, bool isDual) => SystemCalls.SetOption(socket, IPv6Level, IPv6Only, isDual ? 0 : 1);
}
