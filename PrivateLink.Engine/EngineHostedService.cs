using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine;

/// <summary>
/// Starts and stops the engine with its host. It starts all listeners or none. On stop it first reports not ready, then stops accepting, then waits
/// for open connections, then resets the rest. Ports are bound before any other service starts. So a port in use fails the start when there is
/// nothing to undo. Sockets that another process left are used instead of new ones. Connections drain before any other service stops, so that meanwhile
/// health checks answer, records are kept and policy changes still end connections.
/// </summary>
internal sealed class EngineHostedService(
    IOptions<EngineOptions> options,
    ITransport transport,
    PreludeBudget budget,
    ConnectionHandler handler,
    ConnectionRegistry registry,
    EngineStatus status,
    DescriptorWatch descriptors,
    EnginePorts ports,
    InheritedSockets inherited,
    SecondSignal secondSignal,
    EngineGauges gauges,
    TimeProvider time,
    ILogger<EngineHostedService> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        descriptors.Begin();
        gauges.Begin();
        ports.Opened(await BindAllAsync());
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var listener in ports.Listeners)
        {
            if (!ports.WaitsAtStart) listener.Start();
            LogGuard.Try(() => EngineLog.ListenerStarted(logger, listener.Status.Name, listener.Status.Address.ToString()));
            if (listener.Status.TrustsEveryone) LogGuard.Try(() => EngineLog.TrustsEveryone(logger, listener.Status.Name));
        }

        status.Started([.. ports.Listeners.Select(static listener => listener.Status)]);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (ports.Listeners.Count == 0 && !ports.IsCeded) return; // never started, or already stopped

        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, secondSignal.Token);
        if (!ports.IsCeded) await LetBalancersNoticeAsync(hurry.Token);
        status.Draining();
        await ports.CloseAsync();
        await DrainAsync(hurry.Token);
        status.Stopped();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<IReadOnlyList<Listener>> BindAllAsync()
    {
        var bound = new List<Listener>();
        var allowance = new PreludeAllowance(options.Value.Timeouts.Prelude, budget);
        var problems = new List<string>();
        foreach (var (name, settings) in options.Value.Listeners)
        {
            try
            {
                bound.Add(Listener.Bind(name, settings, transport, allowance, handler, inherited));
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

    /// <summary>Not ready, but still accepting, so that a balancer that has not noticed yet has no connection refused.</summary>
    private async Task LetBalancersNoticeAsync(CancellationToken hurry)
    {
        var patience = options.Value.Timeouts.LameDuck;
        if (patience <= TimeSpan.Zero) return;
        status.LameDuck();
        LogGuard.Try(() => EngineLog.LameDuck(logger, patience));
        await Task.Delay(patience, time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task DrainAsync(CancellationToken hurry)
    {
        var drain = options.Value.Timeouts.Drain;
        LogGuard.Try(() => EngineLog.Draining(logger, registry.Count, drain));

        var empty = registry.WhenEmptyAsync();
        var deadline = Task.Delay(drain, time, hurry);
        while (await Task.WhenAny(empty, deadline, Task.Delay(ReportEvery, time, CancellationToken.None)) is var done && done != empty && done != deadline)
            LogGuard.Try(() => EngineLog.StillOpen(logger, registry.Count));

        var left = registry.Count;
        registry.AbortAll(CloseReason.Drained);
        await empty;
        LogGuard.Try(() => EngineLog.Drained(logger, left));
    }

    private static string Explain(SocketException error) => error.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "the port is in use by another process",
        SocketError.AccessDenied => "ports below 1024 need a privilege (CAP_NET_BIND_SERVICE)",
        SocketError.AddressNotAvailable => "this machine has no such address",
        _ => error.Message,
    };
}
