using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>One listening socket and its accept loop.</summary>
internal sealed class SocketListener : TransportListener
{
    private readonly Socket _socket;
    private readonly PreludeAllowance _prelude;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;
    private bool _disposed;

    public SocketListener(IPEndPoint address, PreludeAllowance prelude, TimeProvider time)
    {
        _prelude = prelude;
        _time = time;
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6) _socket.DualMode = address.Address.Equals(IPAddress.IPv6Any);
            SocketSettings.Apply(_socket); // inherited by accepted sockets where the system does so
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
                var client = await _socket.AcceptAsync(_stop.Token);
                ThreadPool.UnsafeQueueUserWorkItem(
                    static state => state.Listener.Begin(state.Client, state.OnAccepted),
                    (Listener: this, Client: client, OnAccepted: onAccepted), preferLocal: false);
            }
            catch (Exception error) when (_stop.IsCancellationRequested && error is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client went away before it was accepted, or descriptors ran out: the latter must not spin.
                await Task.Delay(SocketTerms.PauseWhenExhausted, _time);
            }
        }
    }

    private void Begin(Socket client, Func<TransportConnection, Task> onAccepted)
    {
        SocketConnection connection;
        try
        {
            SocketSettings.Apply(client);
            connection = new SocketConnection(client, _prelude, _time);
        }
        catch (SocketException)
        {
            client.Dispose(); // reset before we could look at it
            return;
        }

        _ = onAccepted(connection);
    }
}
