using System.Net;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>A port shared by all loops: one listening socket per loop, among which the kernel divides connections (SO_REUSEPORT).</summary>
internal sealed class EpollListener : TransportListener
{
    private readonly IReadOnlyList<EventLoop> _loops;
    private readonly IReadOnlyList<int> _sockets;
    private readonly PreludeAllowance _prelude;
    private readonly bool _closesWithReset;
    private AcceptSocket[] _accepting = [];
    private bool _disposed;

    public EpollListener(IReadOnlyList<EventLoop> loops, IPEndPoint address, PreludeAllowance prelude, bool closesWithReset)
    {
        _loops = loops;
        _prelude = prelude;
        _closesWithReset = closesWithReset;
        _sockets = ListeningSockets.Bind(address, loops.Count, closesWithReset, out var bound);
        BoundAddress = bound;
    }

    public override IPEndPoint BoundAddress { get; }

    public override void Start(Func<TransportConnection, Task> onAccepted)
    {
        _accepting = [.. _loops.Select((loop, index) => new AcceptSocket(loop, _sockets[index], _closesWithReset, _prelude, onAccepted))];
        for (var i = 0; i < _loops.Count; i++) _loops[i].Post(static socket => ((AcceptSocket)socket!).Watch(), _accepting[i]);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        if (_accepting.Length == 0)
        {
            foreach (var socket in _sockets) SystemCalls.Close(socket);
            return;
        }

        await Task.WhenAll(_loops.Select((loop, index) => CloseAsync(loop, _accepting[index])));
    }

    private static Task CloseAsync(EventLoop loop, AcceptSocket socket)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Post(
            _ =>
            {
                socket.Close();
                closed.SetResult();
            },
            null);
        return closed.Task;
    }
}
