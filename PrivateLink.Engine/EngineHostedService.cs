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
    PreludeBudget budget,
    ConnectionHandler handler,
    ConnectionRegistry registry,
    EngineStatus status,
    TimeProvider time,
    ILogger<EngineHostedService> logger) : IHostedService
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

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
        _listeners = [];
        await DrainAsync(cancellationToken);
        status.Stopped();
    }

    private async Task<IReadOnlyList<Listener>> BindAllAsync()
    {
        var bound = new List<Listener>();
        var allowance = new PreludeAllowance(options.Value.Timeouts.Prelude, budget);
        var problems = new List<string>();
        foreach (var (name, settings) in options.Value.Listeners)
        {
            try
            {
                bound.Add(Listener.Bind(name, settings, transport, allowance, handler));
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

    private async Task DrainAsync(CancellationToken cancellation)
    {
        var drain = options.Value.Timeouts.Drain;
        EngineLog.Draining(logger, registry.Count, drain);

        using var hurry = new SecondSignal(cancellation);
        var empty = registry.WhenEmptyAsync();
        var deadline = Task.Delay(drain, time, hurry.Token);
        while (await Task.WhenAny(empty, deadline, Task.Delay(ReportEvery, time, CancellationToken.None)) is var done && done != empty && done != deadline)
            EngineLog.StillOpen(logger, registry.Count);

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
