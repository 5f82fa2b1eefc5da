using System.Net;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Tests.Support;

/// <summary>A transport without sockets, into which a test plays connections segment by segment.</summary>
internal sealed class ScriptedTransport : ITransport
{
    private readonly Dictionary<IPEndPoint, Port> _ports = [];

    public TransportListener Bind(IPEndPoint address, PreludeAllowance prelude, bool mostAreReset, IReadOnlyList<int> inherited)
    {
        var port = new Port(new IPEndPoint(IPAddress.Loopback, 1 + _ports.Count));
        _ports.Add(port.BoundAddress, port);
        return port;
    }

    /// <summary>Plays one connection from start to end.</summary>
    public Task PlayAsync(IPEndPoint listener, ScriptedConnection connection) => _ports[listener].AcceptAsync(connection);

    private sealed class Port(IPEndPoint address) : TransportListener
    {
        private Func<TransportConnection, Task> _onAccepted = _ => throw new InvalidOperationException("The engine has not started.");

        public override IPEndPoint BoundAddress => address;

        public override IReadOnlyList<int> Descriptors => [];

        public override void Start(Func<TransportConnection, Task> onAccepted) => _onAccepted = onAccepted;

        public Task AcceptAsync(ScriptedConnection connection) => _onAccepted(connection);

        public override ValueTask PauseAsync() => ValueTask.CompletedTask;

        public override void Resume()
        {
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
