using System.Net;
using System.Net.Sockets;
using PrivateLink.Portal.Demonstration;

namespace PrivateLink.Portal.Commands.Send;

/// <summary>
/// A local port that sends the headers at the start of each connection. So any TLS client can act as a customer behind a cloud's load balancer. The
/// end of one direction ends only that direction; a reset on one side resets the other.
/// </summary>
public sealed class SendForwarder(SendRequest request, IPEndPoint listen, TextWriter output) : IDisposable
{
    private readonly TcpListener _listener = new(listen);
    private readonly LoadBalancer _balancer = new(request.To, request.Headers);

    /// <summary>The bound port.</summary>
    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    public void Start() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    /// <summary>Forwards until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(cancellation);
                running.RemoveAll(task => task.IsCompleted);
                running.Add(ForwardAsync(client, cancellation));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ForwardAsync(Socket accepted, CancellationToken cancellation)
    {
        await using var client = new NetworkStream(accepted, ownsSocket: true);
        try
        {
            await using var listener = await _balancer.ConnectAsync(cancellation);
            await output.WriteLineAsync($"{accepted.RemoteEndPoint} forwarded");
            await Task.WhenAll(PumpAsync(client, listener, cancellation), PumpAsync(listener, client, cancellation));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            Reset(client);
            if (exception is SocketException) await output.WriteLineAsync($"{request.ToInWords} was not reached: {exception.Message}");
        }
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationToken cancellation)
    {
        try
        {
            await from.CopyToAsync(to, cancellation);
            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Reset(from);
            Reset(to);
        }
    }

    private static void Reset(NetworkStream stream) => stream.Socket.Close(timeout: 0);
}
