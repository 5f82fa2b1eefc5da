using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>A backend that counts who reaches it and hands every connection to the test.</summary>
internal sealed class CountingUpstream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Channel<WireEnd> _accepted = Channel.CreateUnbounded<WireEnd>();

    // Kept for as long as the upstream lives: a socket that a test took and forgot is collected, and its connection breaks off with it.
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

    /// <summary>How many connections have been made to it.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The next connection that nobody has taken yet; waits for a bounded time.</summary>
    public Task<WireEnd> AcceptAsync() =>
        NextAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>The same for a server that waits as long as it lives.</summary>
    public ValueTask<WireEnd> NextAsync(CancellationToken cancellation) => _accepted.Reader.ReadAsync(cancellation);

    /// <summary>A connection that nobody has taken yet, if there is one.</summary>
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
