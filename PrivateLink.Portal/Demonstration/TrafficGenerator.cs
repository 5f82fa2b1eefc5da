using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;

namespace PrivateLink.Portal.Demonstration;

/// <summary>
/// Plays <see cref="TrafficScenarios"/> against the engine's real listeners at a slow, varied pace, so that the live page has content. All the
/// traffic uses real sockets. Its clients disconnect before the engine drains, so that the stop does not wait for them.
/// </summary>
public sealed partial class TrafficGenerator(
    IOptions<DemonstrationOptions> options, ListenerAddresses listeners, TimeProvider time, ILogger<TrafficGenerator> logger)
    : SupervisedService(time, logger), IHostedLifecycleService
{
    private static readonly TimeSpan LongestPlay = TimeSpan.FromMinutes(3);

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private readonly Random _random = new(options.Value.Seed);

    public Task StoppingAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override IEnumerable<BackgroundLoop> Loops => [new("Playing traffic", PlayAllAsync)];

    private async Task PlayAllAsync(CancellationToken stoppingToken)
    {
        if (options.Value.ConnectionsPerSecond <= 0) return;

        var running = new List<Task>();
        try
        {
            while (true)
            {
                await Task.Delay(NextPause(), _time, stoppingToken);
                running.RemoveAll(task => task.IsCompleted);
                running.Add(PlayAsync(NextScenario(), new Random(_random.Next()), stoppingToken));
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    /// <summary>Plays one scenario to its end; refused connections are expected.</summary>
    public async Task PlayAsync(TrafficScenario scenario, Random random, CancellationToken cancellation)
    {
        if (listeners.Find(scenario.Listener) is not { } address) return;

        using var deadline = new CancellationTokenSource(LongestPlay, _time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            var balancer = new LoadBalancer(address, scenario.Headers.Select(header => ClientAddresses.GiveTo(header, random)));
            await using var connection = await balancer.ConnectAsync(ending.Token);
            await scenario.Act(connection, _time, random, ending.Token);
            LogPlayed(scenario.Name);
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException or OperationCanceledException)
        {
            LogEnded(scenario.Name, exception.Message);
        }
    }

    private TimeSpan NextPause()
    {
        // Independent clients arrive at exponential intervals. They are capped, so that the page never seems to have stopped.
        var pause = Math.Min(-Math.Log(1 - _random.NextDouble()), 3) / options.Value.ConnectionsPerSecond;
        return TimeSpan.FromSeconds(pause);
    }

    private TrafficScenario NextScenario()
    {
        var mark = _random.Next(TrafficScenarios.All.Sum(scenario => scenario.Weight));
        return TrafficScenarios.All.First(scenario => (mark -= scenario.Weight) < 0);
    }

    [LoggerMessage(2910, LogLevel.Debug, "Played: {Scenario}")]
    private partial void LogPlayed(string scenario);

    [LoggerMessage(2911, LogLevel.Debug, "Played: {Scenario}; ended with: {Ending}")]
    private partial void LogEnded(string scenario, string ending);
}
