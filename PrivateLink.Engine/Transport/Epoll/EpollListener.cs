using System.Net;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>A port shared by all loops: one listening socket per loop, among which the kernel divides connections (SO_REUSEPORT). A loop has several if another process left more.</summary>
internal sealed class EpollListener : TransportListener
{
    private readonly IReadOnlyList<EventLoop> _loops;
    private readonly IReadOnlyList<int> _sockets;
    private readonly PreludeAllowance _prelude;
    private readonly bool _closesWithReset;
    private AcceptSocket[] _accepting = [];
    private bool _disposed;

    public EpollListener(IReadOnlyList<EventLoop> loops, IPEndPoint address, PreludeAllowance prelude, bool closesWithReset, IReadOnlyList<int> inherited)
    {
        _loops = loops;
        _prelude = prelude;
        _closesWithReset = closesWithReset;
        _sockets = ListeningSockets.Bind(address, loops.Count, closesWithReset, inherited, out var bound);
        BoundAddress = bound;
    }

    public override IPEndPoint BoundAddress { get; }

    public override IReadOnlyList<int> Descriptors => _sockets;

    public override void Start(Func<TransportConnection, Task> onAccepted)
    {
        _accepting = [.. _sockets.Select((socket, index) => new AcceptSocket(LoopOf(index), socket, _closesWithReset, _prelude, onAccepted))];
        Resume();
    }

    public override async ValueTask PauseAsync() => await OnEachAsync(static socket => socket.Pause());

    public override void Resume()
    {
        for (var i = 0; i < _accepting.Length; i++) LoopOf(i).Post(static socket => ((AcceptSocket)socket!).Resume(), _accepting[i]);
    }

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        if (_accepting.Length == 0)
        {
            foreach (var socket in _sockets) SystemCalls.Close(socket);
            return;
        }

        await OnEachAsync(static socket => socket.Close());
    }

    private EventLoop LoopOf(int socket) => _loops[socket % _loops.Count];

    private Task OnEachAsync(Action<AcceptSocket> act) => Task.WhenAll(_accepting.Select((socket, index) =>
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LoopOf(index).Post(
            _ =>
            {
                act(socket);
                done.SetResult();
            },
            null);
        return done.Task;
    }));
}
