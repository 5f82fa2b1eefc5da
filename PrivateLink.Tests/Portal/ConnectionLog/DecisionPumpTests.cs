using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public sealed class DecisionPumpTests : IDisposable
{
    private static readonly Caller Company = Caller.Company("ada");

    private readonly ConnectionLogWorld _world = new(new SqliteTestDatabase(), new FakeTimeProvider());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Pump_WhatTheEngineReports_ArrivesInOrder()
    {
        await _world.Pump.StartAsync(Cancel);
        var decision = TestDecision.Of(1, Verdict.Denied);
        _world.Channel.OnDecision(decision);
        _world.Channel.OnClosed(TestDecision.Closed(decision));

        await Eventually.TrueAsync(() => _world.Live.Find(Company, 1)?.Closed is not null);

        Assert.Equal(1, Assert.Single(_world.Live.Snapshot(Company, null, 100)).Sequence);
        await _world.Pump.StopAsync(Cancel);
    }

    [Fact]
    public async Task Pump_Stopped_HasTakenEverything()
    {
        const int Decisions = 20_000;
        for (var id = 1; id <= Decisions; id++) _world.Channel.OnDecision(TestDecision.Of(id));
        await _world.Pump.StartAsync(Cancel);

        await _world.Pump.StopAsync(Cancel);

        Assert.Equal(Decisions, _world.Live.Counters(Company).Total);
        Assert.Equal(Decisions, _world.Counters.Read(Company).Sum(count => count.Count));
    }

    [Fact]
    public void Channel_FullerThanItHolds_DropsAndCounts()
    {
        for (var id = 0; id < DecisionChannel.Capacity + 3; id++) _world.Channel.OnDecision(TestDecision.Of(id, id % 2 == 0 ? Verdict.Denied : Verdict.Allowed));

        Assert.Equal(3, _world.Channel.Dropped);
        Assert.Equal(3, _world.Live.Counters(Company).Dropped);
        var gap = _world.Unstored.Take()!;
        Assert.Equal((2, 1, 3), (gap.Denied, gap.Allowed, gap.Lost));
    }

    [Fact]
    public async Task Channel_FullerThanItHolds_TakesConnectionsAsAWhole()
    {
        var decisions = Enumerable.Range(0, DecisionChannel.Capacity + 3).Select(id => TestDecision.Of(id)).ToList();
        foreach (var decision in decisions) _world.Channel.OnDecision(decision);
        foreach (var decision in decisions) _world.Channel.OnClosed(TestDecision.Closed(decision));

        await _world.Pump.StartAsync(Cancel);
        await _world.Pump.StopAsync(Cancel);

        Assert.All(_world.Live.Snapshot(Company, null, int.MaxValue), entry => Assert.NotNull(entry.Closed));
        Assert.Null(_world.Live.Find(Company, DecisionChannel.Capacity + 1));
        Assert.Equal(DecisionChannel.Capacity, _world.Live.Counters(Company).Total);
    }
}
