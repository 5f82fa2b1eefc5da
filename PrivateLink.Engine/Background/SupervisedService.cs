using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PrivateLink.Engine.Background;

/// <summary>
/// The base of every background service. Without it, a loop that throws would stop the host, or stop unnoticed while other loops run on. Here the
/// failure is logged and shown by <see cref="BackgroundWork"/>, and the loop restarts.
/// </summary>
public abstract class SupervisedService(TimeProvider time, ILogger logger) : BackgroundService
{
    private volatile IReadOnlyList<SupervisedLoop> _running = [];

    /// <summary>The state of each loop; empty before the start.</summary>
    public IReadOnlyList<LoopStatus> Status => [.. _running.Select(static loop => loop.Status)];

    /// <summary>The loops of the service. Each fails and restarts on its own. Read once, at the start.</summary>
    protected abstract IEnumerable<BackgroundLoop> Loops { get; }

    /// <inheritdoc/>
    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _running = [.. Loops.Select(loop => new SupervisedLoop(loop, time, logger))];
        return Task.WhenAll(_running.Select(loop => loop.RunAsync(stoppingToken)));
    }
}
