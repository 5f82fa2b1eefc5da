using System.Buffers;
using System.Net;
using System.Net.Sockets;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>A client's socket and, once connected, the upstream's. A quiet connection holds no buffer.</summary>
internal sealed class SocketConnection : TransportConnection
{
    private const int FirstBufferSize = 4096;

    private readonly Socket _client;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _deadline;
    private Socket? _upstream;
    private SocketRelay? _relay;
    private ByteBudget _budget;
    private byte[] _buffer = [];
    private int _start, _end;
    private int _consumed;
    private int _budgeted;
    private int _aborted;

    public SocketConnection(Socket client, PreludeAllowance prelude, TimeProvider time)
    {
        _client = client;
        _time = time;
        Peer = NetworkAddress.From((IPEndPoint)client.RemoteEndPoint!);
        Local = NetworkAddress.From((IPEndPoint)client.LocalEndPoint!);
        _budget = prelude.Budget;
        _deadline = new CancellationTokenSource(prelude.Timeout, time);
    }

    public override NetworkAddress Peer { get; }

    public override NetworkAddress Local { get; }

    public override ReadOnlySpan<byte> Received => _buffer.AsSpan(_start, _end - _start);

    public override long BytesFromClient => (_end - _consumed) + (_relay?.BytesFromClient ?? 0);

    public override long BytesFromUpstream => _relay?.BytesFromUpstream ?? 0;

    public override CloseReason? Aborted => Volatile.Read(ref _aborted) is not 0 and var reason ? (CloseReason)reason : null;

    public override async ValueTask<ReceiveStatus> ReceiveAsync()
    {
        try
        {
            // A zero-byte receive waits without a buffer, so that thousands of silent connections do not each hold one. Bytes it finds arrived in
            // time, so they are read even if the deadline passes in between.
            var waiting = _deadline.Token;
            if (_end == _buffer.Length)
            {
                await _client.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, waiting);
                waiting = CancellationToken.None;
            }

            if (!TryEnsureSpace()) return WithoutRoom();
            var count = await _client.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, waiting);
            _end += count;
            return count == 0 ? ReceiveStatus.Finished : ReceiveStatus.Received;
        }
        catch (OperationCanceledException)
        {
            return ReceiveStatus.TimedOut;
        }
        catch (Exception error) when (IsClosed(error))
        {
            return ReceiveStatus.Reset;
        }
    }

    public override void Consume(int count)
    {
        _start += count;
        _consumed += count;
    }

    public override bool TryHold(ByteBudget budget)
    {
        if (!budget.TryTake(_budgeted)) return false;
        CountTo(budget, _budgeted);
        return true;
    }

    public override ValueTask ReturnAsync() => ValueTask.CompletedTask;

    public override async ValueTask<ConnectStatus> ConnectAsync(IPEndPoint address, IPAddress? source, TimeSpan timeout)
    {
        using var expiry = new CancellationTokenSource(timeout, _time);
        try
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _upstream?.Dispose();
            _upstream = socket;
            SocketSettings.Apply(socket);
            if (source is not null && !socket.TryBindTo(source)) return ConnectStatus.NoSource;
            await socket.ConnectAsync(address, expiry.Token);
            if (Aborted is null) return ConnectStatus.Connected;
            socket.CloseWithReset();
            return ConnectStatus.Refused;
        }
        catch (OperationCanceledException)
        {
            return ConnectStatus.TimedOut;
        }
        catch (Exception error) when (IsClosed(error))
        {
            return error is SocketException failure ? Dialling.StatusOf(failure) : ConnectStatus.Refused;
        }
    }

    public override async ValueTask<CloseReason> RelayAsync(ReadOnlyMemory<byte> preface, RelayTimeouts timeouts)
    {
        _relay = new SocketRelay(this, _client, _upstream!, _time);
        var ended = await _relay.RunAsync(preface, _buffer.AsMemory(_start, _end - _start), ReturnBuffer, timeouts);
        return Aborted ?? ended;
    }

    public override async ValueTask FinishAsync(ReadOnlyMemory<byte> lastWords, TimeSpan linger)
    {
        ReturnBuffer(); // the verdict is known, so the bytes are no longer needed
        using var expiry = new CancellationTokenSource(linger, _time);
        try
        {
            await _client.SendAsync(lastWords, SocketFlags.None, expiry.Token);
            _client.Shutdown(SocketShutdown.Send);
            await DrainAsync(expiry.Token);
        }
        catch (Exception error) when (error is OperationCanceledException || IsClosed(error))
        {
            // The alert is sent. It does not matter whether the client waited for it.
        }

        _client.Dispose();
    }

    public override void Reset() => _client.CloseWithReset();

    public override void Abort(CloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _aborted, (int)reason, 0) != 0) return;
        _client.CloseWithReset();
        _upstream?.CloseWithReset();
    }

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        _upstream?.Dispose();
        _deadline.Dispose();
        ReturnBuffer();
        return ValueTask.CompletedTask;
    }

    /// <summary>Whether the exception means that a peer or another thread closed the socket, which is not a fault.</summary>
    internal static bool IsClosed(Exception error) => error is SocketException or ObjectDisposedException;

    /// <summary>Reads until the client has finished. Holds a buffer only while there is something to read.</summary>
    private async ValueTask DrainAsync(CancellationToken expiry)
    {
        for (int drained = 0, count = 1; count > 0 && drained < SocketTerms.MaximumDrain; drained += count)
        {
            await _client.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, expiry);
            var buffer = ArrayPool<byte>.Shared.Rent(FirstBufferSize);
            try
            {
                count = await _client.ReceiveAsync(buffer, SocketFlags.None, expiry);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    /// <summary>
    /// Without room for bytes, distinguishes a FIN, which needs none, from data, which is refused. A receive has just reported one of the two.
    /// </summary>
    private ReceiveStatus WithoutRoom()
    {
        Span<byte> next = stackalloc byte[1];
        return _client.Receive(next, SocketFlags.Peek) == 0 ? ReceiveStatus.Finished : ReceiveStatus.NoRoom;
    }

    private bool TryEnsureSpace()
    {
        if (_end < _buffer.Length) return true;
        var size = Math.Max(FirstBufferSize, 2 * _buffer.Length);
        if (!_budget.TryTake(size)) return false;

        CountTo(_budget, size); // first, so that the bytes are returned whatever fails below
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }

    private void ReturnBuffer()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        CountTo(_budget, 0);
    }

    private void CountTo(ByteBudget budget, int size)
    {
        _budget.Return(_budgeted);
        (_budget, _budgeted) = (budget, size);
    }
}
