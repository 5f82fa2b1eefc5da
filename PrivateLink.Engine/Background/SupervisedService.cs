using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PrivateLink.Engine.Background;

/// <summary>
/// The base of every background service. Without it, a loop that throws would stop the host, or stop unnoticed while other loops run on. Here the
/// failure is logged and shown by <see cref="BackgroundWork"/>, and the loop restarts. During a take-over there are two processes, and only the one
/// on duty does the work. The exception is <see cref="IsOwnWork"/>.
/// </summary>
public abstract class SupervisedService(TimeProvider time, ILogger logger) : BackgroundService
{
    private volatile IReadOnlyList<SupervisedLoop> _running = [];

    /// <summary>The state of each loop; empty before the start.</summary>
    public IReadOnlyList<LoopStatus> Status => [.. _running.Select(static loop => loop.Status)];

    /// <summary>The duty of this process. Set before the start.</summary>
    public Duty Duty { get; set; } = Duty.Always;

    /// <summary>The loops of the service. Each fails and restarts on its own. Read once, at the start.</summary>
    protected abstract IEnumerable<BackgroundLoop> Loops { get; }

    /// <summary>Whether the work is for this process alone, such as storing its records. It then runs whether or not the process is on duty.</summary>
    protected virtual bool IsOwnWork => false;

    /// <inheritdoc/>
    protected sealed override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _running = [.. Loops.Select(loop => new SupervisedLoop(loop, time, logger))];
        return IsOwnWork ? RunAsync(stoppingToken) : Duty.WorkAsync(RunAsync, stoppingToken);
    }

    private Task RunAsync(CancellationToken stopping) => Task.WhenAll(_running.Select(loop => loop.RunAsync(stopping)));
}
