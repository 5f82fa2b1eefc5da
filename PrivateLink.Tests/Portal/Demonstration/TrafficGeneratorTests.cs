using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Demonstration;
using Xunit;

namespace PrivateLink.Tests.Portal.Demonstration;

public sealed class TrafficGeneratorTests(DemonstrationFixture demonstration) : IClassFixture<DemonstrationFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_AgainstTheEngine_KeepsConnectingUntilStopped()
    {
        using var traffic = Generator(connectionsPerSecond: 100);
        await traffic.StartAsync(Cancellation);
        for (var decisions = 0; decisions < 20; decisions++) await demonstration.Sink.NextDecisionAsync();

        // Some sessions are long, and stopping must not wait for them.
        await traffic.StopAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
        Assert.True(traffic.ExecuteTask!.IsCompleted);
    }

    [Fact]
    public async Task StartAsync_AtNoPace_DoesNothing()
    {
        using var traffic = Generator(connectionsPerSecond: 0);
        await traffic.StartAsync(Cancellation);

        await traffic.ExecuteTask!;
    }

    [Fact]
    public async Task PlayAsync_WhileTheListenerIsNotBound_Returns()
    {
        var unbound = TrafficScenarios.All[0] with { Listener = "nowhere" };

        await demonstration.Traffic.PlayAsync(unbound, new Random(1), Cancellation);
    }

    private TrafficGenerator Generator(double connectionsPerSecond) => new(
        Options.Create(new DemonstrationOptions { ConnectionsPerSecond = connectionsPerSecond }),
        demonstration.Listeners, TimeProvider.System, NullLogger<TrafficGenerator>.Instance);
}
