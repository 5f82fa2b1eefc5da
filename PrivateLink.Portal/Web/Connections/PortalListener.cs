using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace PrivateLink.Portal.Web.Connections;

/// <summary>
/// One listening socket of the pages. It can pause, and it never closes its socket during an accept: that would disconnect the socket, which another
/// process may have taken over. Kestrel's own listener does both otherwise.
/// </summary>
internal sealed class PortalListener(Socket socket, SocketConnectionContextFactory connections) : IConnectionListener
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _unbound = new();
    private CancellationTokenSource _paused = new();
    private TaskCompletionSource _accepting = Accepting();

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    public int Descriptor => (int)socket.Handle;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (!_unbound.IsCancellationRequested)
        {
            var (accepting, paused) = State();
            try
            {
                await accepting.WaitAsync(_unbound.Token);
                if (await AcceptOnceAsync(paused, cancellationToken) is { } client) return connections.Create(client);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Paused or unbound: the loop looks which.
            }
            catch (SocketException)
            {
                // The browser went away before it was accepted.
            }
        }

        return null;
    }

    public void Pause()
    {
        lock (_lock)
        {
            if (!_accepting.Task.IsCompleted) return;
            _accepting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _paused.Cancel();
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            if (_accepting.Task.IsCompleted) return;
            _paused = new();
            _accepting.SetResult();
        }
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await _unbound.CancelAsync();
        await _oneAtATime.WaitAsync(CancellationToken.None);
        socket.Dispose();
        _oneAtATime.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        connections.Dispose();
    }

    private static TaskCompletionSource Accepting()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.SetResult();
        return source;
    }

    private (Task Accepting, CancellationToken Paused) State()
    {
        lock (_lock) return (_accepting.Task, _paused.Token);
    }

    private async Task<Socket?> AcceptOnceAsync(CancellationToken paused, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_unbound.IsCancellationRequested) return null;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(paused, _unbound.Token, cancellationToken);
            var client = await socket.AcceptAsync(either.Token);
            client.NoDelay = true;
            return client;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }
}
