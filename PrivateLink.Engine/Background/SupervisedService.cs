using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PrivateLink.Engine.Background;

/// <summary>
/// The base of every service that works in the background. A loop that throws would otherwise end the host, or end in silence beside loops that go
/// on. Here it is logged, shown by <see cref="BackgroundWork"/>, and begins again.
/// </summary>
public abstract class SupervisedService(TimeProvider time, ILogger logger) : BackgroundService
{
    private volatile IReadOnlyList<SupervisedLoop> _running = [];

    /// <summary>How the loops are; empty before the start.</summary>
    public IReadOnlyList<LoopStatus> Status => [.. _running.Select(static loop => loop.Status)];

    /// <summary>What it does. Each loop lives and fails alone. Read once, at the start.</summary>
    protected abstract IEnumerable<BackgroundLoop> Loops { get; }

    /// <inheritdoc/>
    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _running = [.. Loops.Select(loop => new SupervisedLoop(loop, time, logger))];
        return Task.WhenAll(_running.Select(loop => loop.RunAsync(stoppingToken)));
    }
}
