using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>A backend that counts its connections and hands each to the test.</summary>
internal sealed class CountingUpstream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Channel<WireEnd> _accepted = Channel.CreateUnbounded<WireEnd>();

    // Keeps every socket alive as long as the upstream: otherwise an unreferenced socket would be collected and its connection would break.
    private readonly List<WireEnd> _ends = [];
    private readonly Task _accepting;
    private int _connections;

    public CountingUpstream()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Upstream = TestPolicy.UpstreamAt(((IPEndPoint)_listener.LocalEndPoint!).Port);
        _accepting = AcceptAllAsync();
    }

    public Upstream Upstream { get; }

    /// <summary>The number of connections made to it.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The next connection not yet taken. Waits for a bounded time.</summary>
    public Task<WireEnd> AcceptAsync() =>
        NextAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>The next connection, without a time limit, for servers.</summary>
    public ValueTask<WireEnd> NextAsync(CancellationToken cancellation) => _accepted.Reader.ReadAsync(cancellation);

    /// <summary>A connection not yet taken; null if there is none.</summary>
    public WireEnd? TryTake() => _accepted.Reader.TryRead(out var end) ? end : null;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        while (_accepted.Reader.TryRead(out var left)) left.Dispose();
    }

    private async Task AcceptAllAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync();
                socket.NoDelay = true;
                Interlocked.Increment(ref _connections);
                var end = new WireEnd(socket);
                _ends.Add(end);
                _accepted.Writer.TryWrite(end);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Disposed: no more connections.
        }
    }
}
