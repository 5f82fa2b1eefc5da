using Microsoft.Extensions.Logging.Abstractions;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Identity;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public class DecisionPumpTests
{
    private static readonly Caller Company = Caller.Company("ada");

    private readonly DecisionChannel _channel = new();
    private readonly LiveConnections _log;

    public DecisionPumpTests() => _log = new(TimeProvider.System, _channel, NullLogger<LiveConnections>.Instance);

    [Fact]
    public async Task Pump_WhatTheEngineReports_ArrivesInOrder()
    {
        using var pump = new DecisionPump(_channel, _log);
        await pump.StartAsync(TestContext.Current.CancellationToken);
        using var arrived = new SemaphoreSlim(0);
        using var subscription = _log.Subscribe(() => arrived.Release());

        var decision = TestDecision.Of(1, Verdict.Denied);
        _channel.OnDecision(decision);
        _channel.OnClosed(TestDecision.Closed(decision));
        while (_log.Find(Company, 1)?.Closed is null) await arrived.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, Assert.Single(_log.Snapshot(Company, null, 100)).Sequence);
        await pump.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Channel_FullerThanItHolds_DropsAndCounts()
    {
        for (var id = 0; id < DecisionChannel.Capacity + 3; id++) _channel.OnDecision(TestDecision.Of(id));

        Assert.Equal(3, _channel.Dropped);
        Assert.Equal(3, _log.Counters(Company).Dropped);
    }
}
