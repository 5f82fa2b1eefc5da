using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>One listening socket and its accept loop.</summary>
internal sealed class SocketListener : TransportListener
{
    private readonly Socket _socket;
    private readonly PreludeAllowance _prelude;
    private readonly TransportHealth _health;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;
    private bool _disposed;
    private bool _isFailing;

    public SocketListener(IPEndPoint address, PreludeAllowance prelude, TransportHealth health, TimeProvider time, ILogger logger)
    {
        _prelude = prelude;
        _health = health;
        _time = time;
        _logger = logger;
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6) _socket.DualMode = address.Address.Equals(IPAddress.IPv6Any);
            SocketSettings.Apply(_socket); // accepted sockets inherit these on some systems
            _socket.Bind(address);
            _socket.Listen(SocketTerms.Backlog);
            BoundAddress = (IPEndPoint)_socket.LocalEndPoint!;
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public override IPEndPoint BoundAddress { get; }

    public override void Start(Func<TransportConnection, Task> onAccepted) => _accepting = AcceptAsync(onAccepted);

    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true)) return;
        await _stop.CancelAsync();
        _socket.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(Func<TransportConnection, Task> onAccepted)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var accepting = _socket.AcceptAsync(_stop.Token);
                if (!accepting.IsCompleted) Works(); // accept waits for the next client, so the port works
                var client = await accepting;
                Works();
                ThreadPool.UnsafeQueueUserWorkItem(
                    static state => state.Listener.Begin(state.Client, state.OnAccepted),
                    (Listener: this, Client: client, OnAccepted: onAccepted), preferLocal: false);
            }
            catch (Exception error) when (_stop.IsCancellationRequested && error is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
            catch (SocketException error) when (error.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // The client went away before it was accepted.
            }
            catch (Exception error)
            {
                // Descriptors ran out, or the port has failed. The loop must neither spin nor end unnoticed.
                CannotAccept(error);
                await Task.Delay(SocketTerms.PauseWhenExhausted, _time);
            }
        }
    }

    private void CannotAccept(Exception error)
    {
        if (_isFailing) return;
        _isFailing = true;
        _health.CannotAccept(error);
        LogGuard.Try(() => EngineLog.PortCannotAccept(_logger, error, BoundAddress));
    }

    private void Works()
    {
        if (!_isFailing) return;
        _isFailing = false;
        _health.AcceptsAgain();
    }

    private void Begin(Socket client, Func<TransportConnection, Task> onAccepted)
    {
        try
        {
            SocketSettings.Apply(client);
            _ = onAccepted(new SocketConnection(client, _prelude, _time));
        }
        catch (SocketException)
        {
            client.Dispose(); // reset before its address could be read
        }
        catch (Exception error)
        {
            // An exception on a pool thread would end the process.
            client.CloseWithReset();
            LogGuard.Try(() => EngineLog.AcceptedFailed(_logger, error, BoundAddress));
        }
    }
}
