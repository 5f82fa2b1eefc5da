using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Demonstration;

/// <summary>Each scenario of the demonstration through a real engine gives the result that the table promises.</summary>
public sealed class TrafficScenariosTests(DemonstrationFixture demonstration) : IClassFixture<DemonstrationFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. TrafficScenarios.All.Select(scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Scenario_ThroughTheEngine_EndsWithItsReason(string name)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var scenario = TrafficScenarios.All.Single(scenario => scenario.Name == name);
        var play = demonstration.Traffic.PlayAsync(scenario, new Random(1), patience.Token);

        var decision = await demonstration.Sink.NextDecisionAsync();
        await patience.CancelAsync();
        await play;

        Assert.Equal(scenario.Expected, decision.Reason);
        Assert.Equal(scenario.Listener, decision.Listener);
    }

    /// <summary>The upstream closes a connection only after its page. Each client does a full handshake, so the certificate is sent.</summary>
    [Fact]
    public async Task AllowedScenario_PlayedToItsEnd_ReadsThePage()
    {
        var scenario = TrafficScenarios.All.First(scenario => scenario.Expected == Reason.LinkMatched);
        for (var client = 0; client < 2; client++)
        {
            await demonstration.Traffic.PlayAsync(scenario, new Random(1), Cancellation);

            var decision = await demonstration.Sink.NextDecisionAsync();
            var closed = await demonstration.Sink.ClosedAsync(decision.Id);
            Assert.Equal((Verdict.Allowed, CloseReason.ClosedBackend), (decision.Verdict, closed.Reason));
            Assert.True(closed.BytesFromUpstream > 1000, $"Only {closed.BytesFromUpstream} bytes came back.");
        }
    }

    [Fact]
    public async Task MonitoredScenario_OverTheInternet_IsRelayedAndAudited()
    {
        var scenario = TrafficScenarios.All.Single(scenario => scenario.Name == "Globex, monitored, over the internet");
        await demonstration.Traffic.PlayAsync(scenario, new Random(1), Cancellation);

        var decision = await demonstration.Sink.NextDecisionAsync();
        Assert.Equal(Verdict.Audited, decision.Verdict);
        Assert.Equal(Reason.LinkMissing, decision.Reason);
    }

    [Fact]
    public void Names_AreUnique() => Assert.Equal(TrafficScenarios.All.Length, TrafficScenarios.All.Select(scenario => scenario.Name).Distinct().Count());

    [Fact]
    public void Listeners_AreTheDemonstrations() => Assert.All(
        TrafficScenarios.All, scenario => Assert.Contains($"Engine:Listeners:{scenario.Listener}:Bind", DemonstrationConfiguration.Listeners.Keys));

    [Fact]
    public void Weights_MakeEveryScenarioHappenAndAllowedOnesPrevail()
    {
        Assert.All(TrafficScenarios.All, scenario => Assert.True(scenario.Weight > 0, scenario.Name));
        var allowed = TrafficScenarios.All.Where(scenario => scenario.Expected is Reason.LinkMatched or Reason.HostOpen).Sum(scenario => scenario.Weight);
        Assert.True(allowed * 2 > TrafficScenarios.All.Sum(scenario => scenario.Weight));
    }
}
