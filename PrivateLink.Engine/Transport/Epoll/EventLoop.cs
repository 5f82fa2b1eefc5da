using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// One thread that waits for all its sockets at once and handles those that are ready. All work on a connection happens here, without locks. Other
/// threads may only call <see cref="Post"/>.
/// </summary>
internal sealed unsafe class EventLoop : IValueTaskSource, IDisposable
{
    /// <summary>The size of the one buffer for all receives. Code that keeps bytes beyond its event copies them.</summary>
    public const int BufferSize = 64 * 1024;

    private const int EventsAtOnce = 256;
    private const int LongestWait = 1000; // milliseconds; limits the effect of a missed wake-up
    private const ulong WakeUp = ulong.MaxValue;
    private static readonly TimeSpan PauseBeforeRestart = TimeSpan.FromSeconds(1);

    private readonly int _number;
    private readonly TransportHealth _health;
    private readonly LoopClock _clock;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stop = new();
    private readonly EventBuffer _events = new(EventsAtOnce);
    private readonly DescriptorTable _descriptors = new();
    private readonly LoopMailbox _mailbox = new();
    private List<RelayDirection> _unfinished = [], _continuing = [];
    private int _epoll = -1;
    private volatile bool _stopping;

    public EventLoop(int number, int pipes, TransportHealth health, EngineMetrics metrics, ILogger logger)
    {
        (_number, _health, _logger) = (number, health, logger);
        (Metrics, _clock) = (metrics, metrics.ClockOf(number));
        Pipes = new PipePool(pipes);
        Now = Environment.TickCount64;
        Timers = new TimerWheel(Now);
        Open();
        _thread = new Thread(Run) { Name = $"epoll loop {number}", IsBackground = true };
        _thread.UnsafeStart();
    }

    /// <summary>The loop's clock in milliseconds, read once per turn.</summary>
    public long Now { get; private set; }

    public TimerWheel Timers { get; }

    public PipePool Pipes { get; }

    public EngineMetrics Metrics { get; }

    public byte* Buffer { get; } = (byte*)NativeMemory.AlignedAlloc(BufferSize, 4096);

    public bool IsCurrent => Environment.CurrentManagedThreadId == _thread.ManagedThreadId;

    /// <summary>Await it from any thread to resume on the loop. Free if already on the loop.</summary>
    public ValueTask EnterAsync() => IsCurrent ? ValueTask.CompletedTask : new ValueTask(this, 0);

    /// <summary>Runs a call on the loop, from any thread.</summary>
    public void Post(Action<object?> call, object? state) => _mailbox.Post(call, state);

    /// <summary>Watches a descriptor.</summary>
    public void Watch(int descriptor, WatchedSide side, IWatcher owner, EpollEvents events)
    {
        if (TryWatch(descriptor, side, owner, events) is not Errno.None and var error) throw SystemResult.Exception(error);
    }

    /// <summary>
    /// Watches a descriptor, and returns the error for callers that handle it: the system limits the number of watches (fs.epoll.max_user_watches).
    /// </summary>
    public Errno TryWatch(int descriptor, WatchedSide side, IWatcher owner, EpollEvents events) =>
        SystemResult.Error(SystemCalls.ControlEpoll(_epoll, EpollOperation.Add, descriptor, events, _descriptors.Add(descriptor, side, owner)));

    /// <summary>Changes the watched events. The kernel reports those that already apply as if they were new.</summary>
    public void Rewatch(int descriptor, WatchedSide side, EpollEvents events) => SystemResult.Require(
        SystemCalls.ControlEpoll(_epoll, EpollOperation.Modify, descriptor, events, _descriptors.DataOf(descriptor, side)));

    /// <summary>
    /// Ends the watch of a socket that another process may have too. Closing it would not end the watch: the kernel would report it without end.
    /// </summary>
    public void Unwatch(int descriptor)
    {
        if (_epoll >= 0) SystemCalls.ControlEpoll(_epoll, EpollOperation.Remove, descriptor, EpollEvents.None, 0);
        _descriptors.Remove(descriptor);
    }

    /// <summary>Closes a descriptor, which ends its watch.</summary>
    public void Close(int descriptor)
    {
        _descriptors.Remove(descriptor);
        SystemCalls.Close(descriptor);
    }

    /// <summary>Continues a direction that has used its share, after all other sockets have had their turn.</summary>
    public void ContinueLater(RelayDirection direction) => _unfinished.Add(direction);

    /// <summary>Reports that one of its ports cannot accept connections.</summary>
    public void CannotAccept(Exception error)
    {
        _health.CannotAccept(error);
        LogGuard.Try(() => EngineLog.CannotAccept(_logger, error, _number));
    }

    /// <summary>Reports that the port accepts again.</summary>
    public void AcceptsAgain() => _health.AcceptsAgain();

    /// <summary>Ends the thread and every open connection.</summary>
    public void Dispose()
    {
        _stopping = true;
        _stop.Set();
        _mailbox.Post(static _ => { }, null);
        _thread.Join();
        _stop.Dispose();
    }

    /// <summary>Always pending, so that the awaiter resumes on this loop.</summary>
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
        var patience = Patience();
        _clock.Waits();
        var count = SystemCalls.WaitEpoll(_epoll, _events, patience);
        _clock.Works();
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

    /// <summary>Restarts a failed loop: reports and logs the failure, ends its connections, and watches its ports again.</summary>
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

    /// <summary>Ends every connection and keeps the ports.</summary>
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
