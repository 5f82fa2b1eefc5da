using System.Net;
using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Listening;

/// <summary>One port of the engine. Binds it, and hands every connection to the <see cref="ConnectionHandler"/>.</summary>
internal sealed class Listener(string name, ListenerOptions options, TransportListener port, ConnectionHandler handler) : IAsyncDisposable
{
    private volatile ListenerTerms _terms = new(name, options);
    private volatile ListenerStatus _status = new(name, port.BoundAddress, options);
    private bool _isStarted;

    public ListenerStatus Status => _status;

    public static Listener Bind(string name, ListenerOptions options, ITransport transport, PreludeAllowance prelude, ConnectionHandler handler, InheritedSockets inherited)
    {
        var address = IPEndPoint.Parse(options.Bind);
        return new(name, options, transport.Bind(address, prelude, mostAreReset: options.DenyWith == DenyWith.Reset, inherited.Take(name, address)), handler);
    }

    public IReadOnlyList<int> Descriptors => port.Descriptors;

    public void Start()
    {
        _isStarted = true;
        port.Start(connection => handler.HandleAsync(connection, _terms));
    }

    /// <summary>Trusts these networks from the next connection on. Connections that have begun keep the terms they began with.</summary>
    public void Trust(IEnumerable<string> networks)
    {
        var changed = _status.Options with { TrustedSources = [.. networks] };
        _terms = new(name, changed);
        _status = new(name, _status.Address, changed);
    }

    public ValueTask PauseAsync() => port.PauseAsync();

    /// <summary>Accepts again, or begins to.</summary>
    public void Resume()
    {
        if (_isStarted) port.Resume();
        else Start();
    }

    public ValueTask DisposeAsync() => port.DisposeAsync();
}
