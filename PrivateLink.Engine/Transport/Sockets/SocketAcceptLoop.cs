using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;

namespace PrivateLink.Engine.Transport.Sockets;

/// <summary>Accepts from one listening socket until it is stopped. It never closes the socket.</summary>
internal sealed class SocketAcceptLoop(Socket socket, PreludeAllowance prelude, TransportHealth health, TimeProvider time, ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _accepting = Task.CompletedTask;
    private int _beginning;
    private bool _isFailing;

    public void Start(Func<TransportConnection, Task> onAccepted) => _accepting = AcceptAsync(onAccepted);

    /// <summary>
    /// Waits until no call accepts any more. Closing a socket during a call ends the call by disconnecting the socket, and that would reset the
    /// clients in a queue that another process may have taken over.
    /// </summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        while (Volatile.Read(ref _beginning) > 0) await Task.Yield(); // accepted, and not yet known to anyone who waits for open connections
        Works(); // a port that does not try to accept does not fail
    }

    public void Dispose() => _stop.Dispose();

    private async Task AcceptAsync(Func<TransportConnection, Task> onAccepted)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var accepting = socket.AcceptAsync(_stop.Token);
                if (!accepting.IsCompleted) Works(); // accept waits for the next client, so the port works
                var client = await accepting;
                Works();
                Interlocked.Increment(ref _beginning);
                ThreadPool.UnsafeQueueUserWorkItem(
                    static state => state.Loop.Begin(state.Client, state.OnAccepted), (Loop: this, Client: client, OnAccepted: onAccepted), preferLocal: false);
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
                await Task.Delay(SocketTerms.PauseWhenExhausted, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private IPEndPoint Address => (IPEndPoint)socket.LocalEndPoint!;

    private void CannotAccept(Exception error)
    {
        if (_isFailing) return;
        _isFailing = true;
        health.CannotAccept(error);
        LogGuard.Try(() => EngineLog.PortCannotAccept(logger, error, Address));
    }

    private void Works()
    {
        if (!_isFailing) return;
        _isFailing = false;
        health.AcceptsAgain();
    }

    private void Begin(Socket client, Func<TransportConnection, Task> onAccepted)
    {
        try
        {
            SocketSettings.Apply(client);
            _ = onAccepted(new SocketConnection(client, prelude, time));
        }
        catch (SocketException)
        {
            client.Dispose(); // reset before its address could be read
        }
        catch (Exception error)
        {
            // An exception on a pool thread would end the process.
            client.CloseWithReset();
            LogGuard.Try(() => EngineLog.AcceptedFailed(logger, error, Address));
        }
        finally
        {
            Interlocked.Decrement(ref _beginning);
        }
    }
}
