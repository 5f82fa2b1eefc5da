using System.Net;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>A client's socket and, once connected, the upstream's, on the loop that accepted it. A quiet connection holds no buffer.</summary>
/// <remarks>
/// The client's socket is watched only once there is something to wait for. A client that sends everything at once and is denied is never watched.
/// The watch is edge-triggered: the socket is read again only after an event, or if the last read filled the buffer.
/// </remarks>
internal sealed unsafe class EpollConnection : AwaitedConnection, IWatcher
{
    private const EpollEvents Incoming = EpollEvents.Readable | EpollEvents.Urgent | EpollEvents.PeerFinished | EpollEvents.EdgeTriggered;

    private readonly EventLoop _loop;
    private readonly long _preludeEndsAt;
    private readonly bool _closesWithReset; // inherited from the listening socket, so that the common way of closing costs no call
    private LoopTimer? _timer; // created on first use, because most denied connections never wait
    private int _client;
    private int _upstream = -1;
    private ReceivedBytes _received;
    private int _payloadBeforeRelay;
    private EpollRelay? _relay;
    private bool _isClientWatched;
    private EpollEvents _clientEvents = EpollEvents.Readable; // assumed: an immediate read saves the watch if everything has already arrived
    private EpollEvents _upstreamEvents;
    private int _drained;
    private int _aborted;

    public EpollConnection(EventLoop loop, int client, bool closesWithReset, NetworkAddress peer, PreludeAllowance prelude)
    {
        _loop = loop;
        _client = client;
        _closesWithReset = closesWithReset;
        _preludeEndsAt = loop.Now + (long)prelude.Timeout.TotalMilliseconds;
        _received = new ReceivedBytes(loop, prelude.Budget);
        Peer = peer;
    }

    public override NetworkAddress Peer { get; }

    public override NetworkAddress Local
    {
        get
        {
            SocketAddress address;
            return SystemCalls.GetLocalAddress(_client, &address) < 0 ? default : address.ToNetworkAddress();
        }
    }

    public override ReadOnlySpan<byte> Received => _received.Span;

    public override long BytesFromClient => _payloadBeforeRelay + (_relay?.BytesFromClient ?? 0);

    public override long BytesFromUpstream => _relay?.BytesFromUpstream ?? 0;

    public override CloseReason? Aborted => Volatile.Read(ref _aborted) is not 0 and var reason ? (CloseReason)reason : null;

    private LoopTimer Timer => _timer ??= new LoopTimer(this);

    /// <summary>
    /// Called whenever the handler has returned to the loop, which now needs its buffer. A waiting handler has already moved its bytes, so this is a
    /// safeguard for awaits that do not.
    /// </summary>
    public void KeepReceived()
    {
        if (_client >= 0 && !_received.TryKeep()) Abort(CloseReason.EngineExhausted);
    }

    public override ValueTask<ReceiveStatus> ReceiveAsync()
    {
        if (TryReceive() is { } status) return new(status);
        if (!_received.TryKeep()) return new(ReceiveStatus.NoRoom);
        WatchClient();
        _loop.Timers.Set(Timer, _preludeEndsAt);
        return WaitForBytes();
    }

    public override void Consume(int count)
    {
        _received.Consume(count);
        _payloadBeforeRelay -= count;
    }

    public override bool TryHold(ByteBudget budget) => _received.TryHold(budget);

    public override ValueTask ReturnAsync() => _loop.EnterAsync();

    public override ValueTask<ConnectStatus> ConnectAsync(IPEndPoint address, IPAddress? source, TimeSpan timeout)
    {
        CloseUpstream();
        if (Aborted is not null || _client < 0) return new(ConnectStatus.Refused);
        _upstream = SystemCalls.CreateStreamSocket(SocketAddress.FamilyOf(address));
        if (_upstream < 0) return new(NotConnected(SystemResult.Error(_upstream)));
        if (source is not null && !TryBind(source)) return new(NotConnected(ConnectStatus.NoSource));

        var name = SocketAddress.From(address);
        var error = SystemResult.Error(SystemCalls.Connect(_upstream, &name));
        if (error is not (Errno.None or Errno.InProgress)) return new(NotConnected(error));

        error = _loop.TryWatch(_upstream, WatchedSide.Upstream, this, Incoming | EpollEvents.Writable);
        if (error != Errno.None) return new(NotConnected(error));
        _loop.Timers.Set(Timer, _loop.Now + (long)timeout.TotalMilliseconds);
        return WaitForUpstream();
    }

    public override ValueTask<CloseReason> RelayAsync(ReadOnlyMemory<byte> preface, RelayTimeouts timeouts)
    {
        if (Aborted is { } aborted) return new(aborted);
        _relay = new EpollRelay(this, _loop, Timer, _client, _upstream, timeouts);
        _relay.SendFirst(preface.Span, _received.Span);
        _received.Release();
        if (_relay.Ending is null) WatchClient();

        // Edge-triggered events that arrived before the relay are not repeated, so handle them now.
        if (_relay.Ending is null && _upstreamEvents != EpollEvents.None) _relay.OnReady(WatchedSide.Upstream, _upstreamEvents);
        if (_relay.Ending is null && _clientEvents != EpollEvents.None) _relay.OnReady(WatchedSide.Client, _clientEvents);
        return _relay.Ending is { } ending ? new(Aborted ?? ending) : WaitForEnding();
    }

    public override ValueTask FinishAsync(ReadOnlyMemory<byte> lastWords, TimeSpan linger)
    {
        fixed (byte* words = lastWords.Span) SystemCalls.SendAndFinish(_client, words, lastWords.Length);
        _received.Release();
        if (_isClientWatched && IsDrained()) return ValueTask.CompletedTask;
        WatchClient();
        _loop.Timers.Set(Timer, _loop.Now + (long)linger.TotalMilliseconds);
        return WaitForFarewell();
    }

    public override void Reset()
    {
        if (_loop.IsCurrent) CloseClient(withReset: true);
        else _loop.Post(static connection => ((EpollConnection)connection!).CloseClient(withReset: true), this);
    }

    public override void Abort(CloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _aborted, (int)reason, 0) != 0) return;
        if (_loop.IsCurrent) Cut();
        else _loop.Post(static connection => ((EpollConnection)connection!).Cut(), this);
    }

    /// <summary>Ends the connection after one side has failed. The other side is reset.</summary>
    public void AbortAfterFailureOf(WatchedSide side)
    {
        // The failed side needs no reset, so close it in the way that costs no call.
        if (side == WatchedSide.Client) CloseClient(_closesWithReset);
        else CloseUpstream();
        Abort(side == WatchedSide.Client ? CloseReason.ClosedClient : CloseReason.BackendReset);
    }

    /// <summary>Completes the relay when both directions have finished.</summary>
    public void OnRelayEnded(CloseReason ending)
    {
        if (Waiting == Awaited.Ending) Complete(ending);
    }

    /// <summary>Watches the client's socket for room to send, which is needed only after a send did not fit.</summary>
    public void WatchClientForRoom() => _loop.Rewatch(_client, WatchedSide.Client, Incoming | EpollEvents.Writable);

    public override ValueTask DisposeAsync()
    {
        if (_loop.IsCurrent) Close();
        else _loop.Post(static connection => ((EpollConnection)connection!).Close(), this);
        return ValueTask.CompletedTask;
    }

    public void OnReady(WatchedSide side, EpollEvents events)
    {
        if (_relay is not null) _relay.OnReady(side, events);
        else if (side == WatchedSide.Upstream) OnUpstreamReady(events);
        else OnClientReady(events);
    }

    public void OnTimer()
    {
        switch (Waiting)
        {
            case Awaited.Bytes:
                CompleteAndKeep(ReceiveStatus.TimedOut);
                break;
            case Awaited.Upstream:
                CloseUpstream();
                Complete(ConnectStatus.TimedOut);
                break;
            case Awaited.Ending:
                _relay!.OnTimer();
                break;
            case Awaited.Farewell:
                Complete();
                break;
        }
    }

    public void OnFault(Exception error)
    {
        if (Waiting != Awaited.Nothing) Fail(error); // the handler logs it and ends with internal_error
        else Abort(CloseReason.InternalError);
    }

    private void OnClientReady(EpollEvents events)
    {
        _clientEvents |= events;
        if (Waiting == Awaited.Farewell)
        {
            if ((events & EpollEvents.Failed) != 0 || IsDrained()) Complete(); // a client that resets does not read the alert
        }
        else if (Waiting == Awaited.Bytes && TryReceive() is { } status) CompleteAndKeep(status);
    }

    private void OnUpstreamReady(EpollEvents events)
    {
        _upstreamEvents |= events & ~EpollEvents.Writable;
        if (Waiting != Awaited.Upstream) return;
        if ((events & EpollEvents.Failed) != 0) Complete(NotConnected(SystemCalls.TakeError(_upstream)));
        else if ((events & EpollEvents.Writable) != 0) Complete(ConnectStatus.Connected);
    }

    private ReceiveStatus? TryReceive()
    {
        if (_client < 0) return ReceiveStatus.Reset;
        if (_clientEvents == EpollEvents.None) return null;
        if (!_received.TryMakeRoom()) return ReceiveStatus.NoRoom;

        var count = _received.Receive(_client, out var filled);
        if (!filled) _clientEvents &= EpollEvents.AsksOn; // a short read has emptied the socket, unless there is an end or an urgent byte
        if (count > 0) _payloadBeforeRelay += count;
        return count switch
        {
            > 0 => ReceiveStatus.Received,
            0 => ReceiveStatus.Finished,
            _ => SystemResult.WouldBlock(count) ? null : ReceiveStatus.Reset,
        };
    }

    private void CompleteAndKeep(ReceiveStatus status)
    {
        Complete(status);
        KeepReceived();
    }

    /// <summary>Reads until the client has finished, or has sent more than a client that read the alert would send.</summary>
    private bool IsDrained()
    {
        while (_drained < SocketTerms.MaximumDrain)
        {
            var count = SystemCalls.Receive(_client, _loop.Buffer, EventLoop.BufferSize);
            if (SystemResult.WouldBlock(count)) return false;
            if (count <= 0) return true;
            _drained += count;
            if (count < EventLoop.BufferSize && (_clientEvents & EpollEvents.AsksOn) == 0) return false;
        }

        return true;
    }

    private bool TryBind(IPAddress source)
    {
        SocketOptions.ApplyBindWithoutPort(_upstream);
        var name = SocketAddress.From(new IPEndPoint(source, 0));
        return SystemCalls.Bind(_upstream, &name) >= 0;
    }

    private ConnectStatus NotConnected(Errno error) => NotConnected(error switch
    {
        Errno.TimedOut => ConnectStatus.TimedOut,
        Errno.AddressNotAvailable => ConnectStatus.NoPort,
        Errno.TooManyFiles or Errno.TooManyFilesInSystem or Errno.NoSpace => ConnectStatus.NoDescriptor,
        Errno.NoBuffers or Errno.OutOfMemory => ConnectStatus.NoMemory,
        _ => ConnectStatus.Refused,
    });

    private ConnectStatus NotConnected(ConnectStatus status)
    {
        CloseUpstream();
        return status;
    }

    private void WatchClient()
    {
        if (_isClientWatched || _client < 0) return;
        _isClientWatched = true;
        _loop.Watch(_client, WatchedSide.Client, this, Incoming);
    }

    /// <summary>Resets what is open and completes the handler's await.</summary>
    private void Cut()
    {
        CloseClient(withReset: true);
        if (_upstream >= 0) SystemCalls.SetCloseReset(_upstream, true);
        CloseUpstream();
        switch (Waiting)
        {
            case Awaited.Bytes:
                Complete(ReceiveStatus.Reset);
                break;
            case Awaited.Upstream:
                Complete(ConnectStatus.Refused);
                break;
            case Awaited.Ending:
                Complete(Aborted!.Value);
                break;
            case Awaited.Farewell:
                Complete();
                break;
        }
    }

    private void Close()
    {
        _received.Release(); // first, so that the budget gets its bytes back whatever fails below
        if (_timer is not null) _loop.Timers.Cancel(_timer);
        CloseClient(withReset: false);
        CloseUpstream();
        _relay?.Release();
    }

    private void CloseClient(bool withReset)
    {
        if (_client < 0) return;
        if (withReset != _closesWithReset) SystemCalls.SetCloseReset(_client, withReset);
        _loop.Close(_client);
        _client = -1;
    }

    private void CloseUpstream()
    {
        if (_upstream < 0) return;
        _loop.Close(_upstream);
        _upstream = -1;
        _upstreamEvents = EpollEvents.None; // events of this socket do not apply to the next one
    }
}
