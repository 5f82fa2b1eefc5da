using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine;

/// <summary>Starts and stops the engine with its host: all listeners or none; on stop no new connections, time for the open ones, then resets.</summary>
internal sealed class EngineHostedService(
    IOptions<EngineOptions> options,
    ITransport transport,
    ConnectionHandler handler,
    ConnectionRegistry registry,
    EngineStatus status,
    TimeProvider time,
    ILogger<EngineHostedService> logger) : IHostedService
{
    private IReadOnlyList<Listener> _listeners = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _listeners = await BindAllAsync();
        foreach (var listener in _listeners)
        {
            listener.Start();
            EngineLog.ListenerStarted(logger, listener.Status.Name, listener.Status.Address.ToString());
            if (listener.Status.TrustsEveryone) EngineLog.TrustsEveryone(logger, listener.Status.Name);
        }

        status.Started([.. _listeners.Select(static listener => listener.Status)]);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        status.Draining();
        foreach (var listener in _listeners) await listener.DisposeAsync();
        await DrainAsync(cancellationToken);
        status.Stopped();
    }

    private async Task<IReadOnlyList<Listener>> BindAllAsync()
    {
        var bound = new List<Listener>();
        var problems = new List<string>();
        foreach (var (name, settings) in options.Value.Listeners)
        {
            try
            {
                bound.Add(Listener.Bind(name, settings, transport, options.Value.Timeouts.Prelude, handler));
            }
            catch (SocketException error)
            {
                problems.Add($"Listener '{name}' cannot bind {settings.Bind}: {Explain(error)} (Engine:Listeners:{name}:Bind)");
            }
        }

        if (problems.Count == 0) return bound;
        foreach (var listener in bound) await listener.DisposeAsync();
        throw new EngineStartException(string.Join(Environment.NewLine, problems));
    }

    private async Task DrainAsync(CancellationToken hurry)
    {
        var drain = options.Value.Timeouts.Drain;
        EngineLog.Draining(logger, registry.Count, drain);

        var empty = registry.WhenEmptyAsync();
        var deadline = Task.Delay(drain, time, hurry);
        await Task.WhenAny(empty, deadline);

        var left = registry.Count;
        registry.AbortAll(CloseReason.Drained);
        await empty;
        EngineLog.Drained(logger, left);
    }

    private static string Explain(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use by another process",
        SocketError.AccessDenied => "ports below 1024 need a privilege (CAP_NET_BIND_SERVICE)",
        SocketError.AddressNotAvailable => "this machine has no such address",
        _ => error.Message,
    };
}
