using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>One port: a listening socket, or as many as another process left, each with its accept loop.</summary>
internal sealed class SocketListener : TransportListener
{
    private readonly IReadOnlyList<Socket> _sockets;
    private readonly Func<Socket, SocketAcceptLoop> _loopOf;
    private IReadOnlyList<SocketAcceptLoop> _loops = [];
    private Func<TransportConnection, Task>? _onAccepted;
    private bool _disposed;

    public SocketListener(IPEndPoint address, IReadOnlyList<int> inherited, PreludeAllowance prelude, TransportHealth health, TimeProvider time, ILogger logger)
    {
        _loopOf = socket => new(socket, prelude, health, time, logger);
        _sockets = inherited.Count > 0 ? [.. inherited.Select(Inherit)] : [Open(address)];
        BoundAddress = (IPEndPoint)_sockets[0].LocalEndPoint!;
    }

    public override IPEndPoint BoundAddress { get; }

    public override IReadOnlyList<int> Descriptors => [.. _sockets.Select(static socket => (int)socket.Handle)];

    public override void Start(Func<TransportConnection, Task> onAccepted)
    {
        _onAccepted = onAccepted;
        Resume();
    }

    public override async ValueTask PauseAsync()
    {
        await Task.WhenAll(_loops.Select(static loop => loop.StopAsync()));
        foreach (var loop in _loops) loop.Dispose();
        _loops = [];
    }

    public override void Resume()
    {
        if (_onAccepted is not { } onAccepted || _loops.Count > 0) return;
        _loops = [.. _sockets.Select(_loopOf)];
        foreach (var loop in _loops) loop.Start(onAccepted);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        await PauseAsync();
        foreach (var socket in _sockets) socket.Dispose();
    }

    private static Socket Inherit(int descriptor)
    {
        var socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
        SocketSettings.Apply(socket);
        return socket;
    }

    private static Socket Open(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = address.Address.Equals(IPAddress.IPv6Any);
            SocketSettings.Apply(socket); // accepted sockets inherit these on some systems
            socket.Bind(address);
            socket.Listen(SocketTerms.Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
