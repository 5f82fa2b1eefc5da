using System.Buffers;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>
/// One direction of a relay as a state machine. It receives into the loop's buffer and sends at once. It keeps only what does not fit, and reads
/// nothing until that is sent. Long streams go through a pipe instead, without copying.
/// </summary>
internal sealed unsafe class RelayDirection(EpollRelay relay, int from, int to, WatchedSide fromSide)
{
    /// <summary>The most bytes one direction moves per turn, so that a fast stream does not starve accepts.</summary>
    private const int Share = 4 * EventLoop.BufferSize;

    private byte[]? _kept;
    private int _keptStart, _keptEnd;
    private SplicedStream _stream;
    private bool _mayRead, _asksOn, _isUrgent, _hasFailed, _isBlocked, _isWatchedForRoom, _isWaitingForTurn;
    private bool _wantsOptions = true;

    /// <summary>Bytes received so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether the FIN has arrived and was passed on.</summary>
    public bool IsFinished { get; private set; }

    private EventLoop Loop => relay.Loop;

    private WatchedSide ToSide => fromSide == WatchedSide.Client ? WatchedSide.Upstream : WatchedSide.Client;

    /// <summary>Sends the bytes received before the relay. They are already counted.</summary>
    public void SendFirst(ReadOnlySpan<byte> preface, ReadOnlySpan<byte> received)
    {
        if (preface.IsEmpty)
        {
            fixed (byte* bytes = received) Send(bytes, received.Length);
            return;
        }

        // Sent together: one packet and one system call. Both are usually small; whatever does not fit is kept as usual.
        var both = ArrayPool<byte>.Shared.Rent(preface.Length + received.Length);
        preface.CopyTo(both);
        received.CopyTo(both.AsSpan(preface.Length));
        fixed (byte* bytes = both) Send(bytes, preface.Length + received.Length);
        ArrayPool<byte>.Shared.Return(both);
    }

    /// <summary>Called when there is something to read: bytes, an urgent byte among them, or a FIN or reset after them.</summary>
    public void OnReadable(EpollEvents events)
    {
        _mayRead = true;
        _asksOn |= (events & EpollEvents.AsksOn) != 0;
        if ((events & EpollEvents.Urgent) != 0 && !_isUrgent) BecomeUrgent();
        _hasFailed |= (events & EpollEvents.Failed) != 0;
        if (_hasFailed && (IsFinished || _isBlocked)) relay.Fail(fromSide); // no further read would discover the failure
        else Pump();
    }

    /// <summary>Called when there is room for the kept bytes.</summary>
    public void OnWritable()
    {
        if (!_isBlocked) return;
        _isBlocked = false;
        Pump();
    }

    /// <summary>Continues when it is this direction's turn again.</summary>
    public void GoOn()
    {
        _isWaitingForTurn = false;
        try
        {
            Pump();
        }
        catch (Exception error)
        {
            relay.Fault(error);
        }
    }

    public void Release()
    {
        Forget();
        _stream.End(Loop.Pipes);
    }

    private void Pump()
    {
        var end = Bytes + Share;
        while (relay.Ending is null && !_isBlocked && !IsFinished)
        {
            if (_kept is not null) SendKept();
            else if (_stream.Held > 0) DrainPipe();
            else if (!_mayRead) return;
            else if (Bytes >= end)
            {
                WaitForTurn();
                return;
            }
            else if (_stream.IsOpen && !_isUrgent) FillPipe();
            else Copy();
        }
    }

    private void Copy()
    {
        var count = SystemCalls.Receive(from, Loop.Buffer, EventLoop.BufferSize);
        if (count <= 0)
        {
            Nothing(count);
            return;
        }

        // A short read has emptied the socket. Two cases must read on: an end, which no event reports again, and an urgent byte, at which a read
        // stops.
        _mayRead = count == EventLoop.BufferSize || _asksOn;
        Count(count);
        if (!_isUrgent) _stream.Copied(count, Loop.Pipes);
        Send(Loop.Buffer, count);
    }

    /// <summary>
    /// Copies everything from now on, because splice cannot pass an urgent byte. The byte is passed on in its place in the stream (RFC 6093).
    /// </summary>
    private void BecomeUrgent()
    {
        _isUrgent = true;
        SocketOptions.ApplyUrgentInline(from);
    }

    private void FillPipe()
    {
        var count = _stream.Fill(from);
        if (count > 0) Count(count);
        else if (!_stream.IsUnsupported(count, Loop.Pipes)) Nothing(count);
    }

    private void DrainPipe()
    {
        var error = _stream.Drain(to, Loop.Pipes);
        if (error == Errno.WouldBlock) Block();
        else if (error != Errno.None) relay.Fail(ToSide);
    }

    /// <summary>Handles a read without data: a FIN, an empty socket, or a failed one.</summary>
    private void Nothing(int result)
    {
        if (result == 0) Finish();
        else if (SystemResult.WouldBlock(result)) _mayRead = false;
        else relay.Fail(fromSide);
    }

    private void Finish()
    {
        IsFinished = true;
        if (relay.Finish(fromSide)) SystemCalls.Finish(to);
    }

    private void Send(byte* bytes, int length)
    {
        if (length == 0) return;
        var sent = SystemCalls.Send(to, bytes, length);
        if (sent == length) return;
        if (sent < 0 && !SystemResult.WouldBlock(sent))
        {
            relay.Fail(ToSide);
            return;
        }

        Keep(new ReadOnlySpan<byte>(bytes, length)[Math.Max(sent, 0)..]);
        Block();
    }

    private void SendKept()
    {
        int sent;
        fixed (byte* bytes = _kept) sent = SystemCalls.Send(to, bytes + _keptStart, _keptEnd - _keptStart);
        if (sent > 0) _keptStart += sent;
        if (_keptStart == _keptEnd) Forget();
        else if (sent < 0 && !SystemResult.WouldBlock(sent)) relay.Fail(ToSide);
        else Block();
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        _kept = ArrayPool<byte>.Shared.Rent(rest.Length);
        rest.CopyTo(_kept);
        (_keptStart, _keptEnd) = (0, rest.Length);
    }

    private void Forget()
    {
        if (_kept is null) return;
        ArrayPool<byte>.Shared.Return(_kept);
        _kept = null;
    }

    /// <summary>Stops reading until the receiver has taken the kept bytes.</summary>
    private void Block()
    {
        _isBlocked = true;
        if (_hasFailed)
        {
            relay.Fail(fromSide); // the sender is gone, so its last bytes are not worth waiting for
            return;
        }

        if (_isWatchedForRoom) return;
        _isWatchedForRoom = true;
        relay.WatchForRoom(ToSide);
    }

    private void Count(int count)
    {
        Bytes += count;
        relay.Touch();
        if (!_wantsOptions) return;
        _wantsOptions = false;
        ApplyOptions();
    }

    /// <summary>
    /// The upstream's socket inherits no options. Its first send never waits, so TCP_NODELAY is needed only before the second. Its first read stops
    /// at an urgent byte. Without SO_OOBINLINE, a second read could start at that byte and drop it before an event reports it.
    /// </summary>
    private void ApplyOptions()
    {
        if (fromSide == WatchedSide.Client) SocketOptions.ApplyNoDelay(to);
        else SocketOptions.ApplyUrgentInline(from);
    }

    private void WaitForTurn()
    {
        if (_isWaitingForTurn) return;
        _isWaitingForTurn = true;
        Loop.ContinueLater(this);
    }
}
