using System.Net;
using System.Net.Sockets;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Tests.Support;

/// <summary>A listening port that never answers: its backlog is full, so the kernel drops every new connection. Linux only.</summary>
internal sealed class DeafPort : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _first = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public DeafPort()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(backlog: 0); // one connection waits, no more
        _first.Connect(_listener.LocalEndPoint!);
        Upstream = TestPolicy.UpstreamAt(((IPEndPoint)_listener.LocalEndPoint!).Port, "silent upstream");
    }

    public Upstream Upstream { get; }

    public void Dispose()
    {
        _first.Dispose();
        _listener.Dispose();
    }
}
