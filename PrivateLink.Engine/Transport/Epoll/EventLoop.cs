using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// One thread that waits for all its sockets at once and does whatever they are ready for. Everything about a connection happens here, without locks;
/// other threads may only <see cref="Post"/>.
/// </summary>
internal sealed unsafe class EventLoop : IValueTaskSource, IDisposable
{
    /// <summary>The one buffer that everything is received into. What is not passed on at once is copied by whoever keeps it.</summary>
    public const int BufferSize = 64 * 1024;

    private const int EventsAtOnce = 256;
    private const int LongestWait = 1000; // milliseconds; a bound for whatever might be forgotten
    private const ulong WakeUp = ulong.MaxValue;
    private static readonly TimeSpan PauseBeforeRestart = TimeSpan.FromSeconds(1);

    private readonly int _number;
    private readonly TransportHealth _health;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stop = new();
    private readonly EventBuffer _events = new(EventsAtOnce);
    private readonly DescriptorTable _descriptors = new();
    private readonly LoopMailbox _mailbox = new();
    private List<RelayDirection> _unfinished = [], _continuing = [];
    private int _epoll = -1;
    private volatile bool _stopping;

    public EventLoop(int number, int pipes, TransportHealth health, ILogger logger)
    {
        (_number, _health, _logger) = (number, health, logger);
        Pipes = new PipePool(pipes);
        Now = Environment.TickCount64;
        Timers = new TimerWheel(Now);
        Open();
        _thread = new Thread(Run) { Name = $"epoll loop {number}", IsBackground = true };
        _thread.UnsafeStart();
    }

    /// <summary>Milliseconds; read once a turn.</summary>
    public long Now { get; private set; }

    public TimerWheel Timers { get; }

    public PipePool Pipes { get; }

    public byte* Buffer { get; } = (byte*)NativeMemory.AlignedAlloc(BufferSize, 4096);

    public bool IsCurrent => Environment.CurrentManagedThreadId == _thread.ManagedThreadId;

    /// <summary>Awaited by whoever may be on another thread: goes on here. Costs nothing here.</summary>
    public ValueTask EnterAsync() => IsCurrent ? ValueTask.CompletedTask : new ValueTask(this, 0);

    /// <summary>Calls something on the loop, from any thread.</summary>
    public void Post(Action<object?> call, object? state) => _mailbox.Post(call, state);

    /// <summary>Watches a descriptor from now on.</summary>
    public void Watch(int descriptor, WatchedSide side, IWatcher owner, EpollEvents events)
    {
        if (TryWatch(descriptor, side, owner, events) is not Errno.None and var error) throw SystemResult.Exception(error);
    }

    /// <summary>The same where the system's refusal has an ending of its own: it grants only so many watches (fs.epoll.max_user_watches).</summary>
    public Errno TryWatch(int descriptor, WatchedSide side, IWatcher owner, EpollEvents events) =>
        SystemResult.Error(SystemCalls.ControlEpoll(_epoll, EpollOperation.Add, descriptor, events, _descriptors.Add(descriptor, side, owner)));

    /// <summary>Watches it for something else. What is already the case is told as if it had just come about.</summary>
    public void Rewatch(int descriptor, WatchedSide side, EpollEvents events) => SystemResult.Require(
        SystemCalls.ControlEpoll(_epoll, EpollOperation.Modify, descriptor, events, _descriptors.DataOf(descriptor, side)));

    /// <summary>Closes a descriptor, which ends its watch.</summary>
    public void Close(int descriptor)
    {
        _descriptors.Remove(descriptor);
        SystemCalls.Close(descriptor);
    }

    /// <summary>Goes on with a direction that has had its share, after everybody else has had theirs.</summary>
    public void ContinueLater(RelayDirection direction) => _unfinished.Add(direction);

    /// <summary>One of its ports accepts nobody for now.</summary>
    public void CannotAccept(Exception error)
    {
        _health.CannotAccept(error);
        LogGuard.Try(() => EngineLog.CannotAccept(_logger, error, _number));
    }

    /// <summary>It does again.</summary>
    public void AcceptsAgain() => _health.AcceptsAgain();

    /// <summary>Ends the thread and whatever is still open.</summary>
    public void Dispose()
    {
        _stopping = true;
        _stop.Set();
        _mailbox.Post(static _ => { }, null);
        _thread.Join();
        _stop.Dispose();
    }

    /// <summary>Pending until it is awaited, which is what makes the awaiter go on here and nowhere else.</summary>
    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => ValueTaskSourceStatus.Pending;

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        Post(continuation, state);

    void IValueTaskSource.GetResult(short token)
    {
    }

    private void Open()
    {
        _epoll = SystemResult.Require(SystemCalls.CreateEpoll());
        SystemResult.Require(SystemCalls.ControlEpoll(_epoll, EpollOperation.Add, _mailbox.Signal, EpollEvents.Readable | EpollEvents.EdgeTriggered, WakeUp));
    }

    private void Run()
    {
        while (!_stopping)
        {
            try
            {
                while (!_stopping) Turn();
            }
            catch (Exception error)
            {
                Restart(error);
            }
        }

        foreach (var connection in _descriptors.Owners.OfType<EpollConnection>().ToList()) connection.Abort(CloseReason.Drained);
        Free();
    }

    private void Turn()
    {
        var count = SystemCalls.WaitEpoll(_epoll, _events, Patience());
        if (count < 0 && SystemResult.Error(count) != Errno.Interrupted) throw SystemResult.Exception(SystemResult.Error(count));
        Now = Environment.TickCount64;

        for (var i = 0; i < count; i++)
        {
            var data = _events.DataAt(i);
            if (_descriptors.Find(data, out var side) is { } owner) Tell(owner, side, _events.EventsAt(i));
        }

        _mailbox.Deliver();
        Timers.Advance(Now);
        RunUnfinished();
    }

    private static void Tell(IWatcher owner, WatchedSide side, EpollEvents events)
    {
        try
        {
            owner.OnReady(side, events);
        }
        catch (Exception error)
        {
            owner.OnFault(error);
        }
    }

    private int Patience()
    {
        if (_unfinished.Count > 0) return 0;
        var untilTimer = Timers.MillisecondsUntilNext(Now);
        return untilTimer < 0 ? LongestWait : (int)Math.Min(untilTimer, LongestWait);
    }

    private void RunUnfinished()
    {
        if (_unfinished.Count == 0) return;
        (_continuing, _unfinished) = (_unfinished, _continuing);
        foreach (var direction in _continuing) direction.GoOn();
        _continuing.Clear();
    }

    /// <summary>Nobody may find a dead loop by its silence: it is said aloud, its connections end, and it begins anew with its ports.</summary>
    private void Restart(Exception error)
    {
        _health.Died(error);
        LogGuard.Try(() => EngineLog.LoopDied(_logger, error, _number));
        SystemCalls.Close(_epoll);
        _epoll = -1;
        EndAll(error);
        while (!_stopping)
        {
            try
            {
                Open();
                foreach (var owner in _descriptors.Owners.OfType<AcceptSocket>().ToList()) owner.Watch();
                _health.Restarted();
                return;
            }
            catch (Exception again)
            {
                LogGuard.Try(() => EngineLog.LoopDied(_logger, again, _number));
                if (_epoll >= 0) SystemCalls.Close(_epoll);
                _stop.Wait(PauseBeforeRestart);
            }
        }
    }

    /// <summary>Ends every connection; ports stay.</summary>
    private void EndAll(Exception error)
    {
        _unfinished.Clear();
        _continuing.Clear();
        foreach (var connection in _descriptors.Owners.OfType<EpollConnection>().ToList()) connection.OnFault(error);
    }

    private void Free()
    {
        foreach (var port in _descriptors.Owners.OfType<AcceptSocket>().ToList()) port.Close();
        _mailbox.Dispose();
        Pipes.Dispose();
        SystemCalls.Close(_epoll);
        _epoll = -1;
        _events.Free();
        NativeMemory.AlignedFree(Buffer);
    }
}
