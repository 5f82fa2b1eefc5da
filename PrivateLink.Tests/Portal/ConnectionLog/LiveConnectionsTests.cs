using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public class LiveConnectionsTests
{
    private static readonly Guid Megacorp = Guid.NewGuid();
    private static readonly Guid Globex = Guid.NewGuid();
    private static readonly Caller Company = Caller.Company("ada");
    private static readonly Caller MegacorpCaller = Caller.Tenant("mia", Megacorp);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly LiveConnections _log;

    public LiveConnectionsTests() => _log = new(TestSights.None, _time, TestChannel.Create(), NullLogger<LiveConnections>.Instance);

    [Fact]
    public void Snapshot_OfWhatCame_IsNewestFirst()
    {
        Take(TestDecision.Of(1), TestDecision.Of(2), TestDecision.Of(3));

        Assert.Equal([3, 2], IdsOf(_log.Snapshot(Company, null, take: 2)));
        Assert.Equal([3, 2, 1], _log.Snapshot(Company, null, take: 100).Select(entry => entry.Sequence));
    }

    [Fact]
    public void Snapshot_MoreThanTheRingHolds_KeepsTheNewest()
    {
        for (var id = 1; id <= LiveConnections.Capacity + 10; id++) Take(TestDecision.Of(id));

        var entries = _log.Snapshot(Company, null, int.MaxValue);

        Assert.Equal(LiveConnections.Capacity, entries.Count);
        Assert.Equal((LiveConnections.Capacity + 10, 11), (entries[0].Id, entries[^1].Id));
        Assert.Null(_log.Find(Company, 10));
        Assert.NotNull(_log.Find(Company, 11));
    }

    [Fact]
    public void Closed_ReplacesTheEntryInPlace()
    {
        var decision = TestDecision.Of(1, tenantId: Megacorp);
        Take(decision, TestDecision.Of(2));
        var before = _log.Find(Company, 1);

        _log.Take([new(decision, TestDecision.Closed(decision))]);

        Assert.Null(before!.Closed);
        Assert.Equal([2, 1], IdsOf(_log.Snapshot(Company, null, 100)));
        Assert.NotNull(_log.Find(Company, 1)!.Closed);
        Assert.NotNull(_log.Find(MegacorpCaller, 1)!.Closed);
        Assert.Equal(before.Sequence, _log.Find(Company, 1)!.Sequence);
    }

    [Fact]
    public void Closed_OfAConnectionThatIsNoLongerKept_ChangesNothing()
    {
        var forgotten = TestDecision.Of(1);
        _log.Take([new(forgotten, TestDecision.Closed(forgotten))]);

        Assert.Empty(_log.Snapshot(Company, null, 100));
    }

    [Fact]
    public void Tenant_SeesItsOwnOnly()
    {
        Take(TestDecision.Of(1, tenantId: Megacorp), TestDecision.Of(2, tenantId: Globex), TestDecision.Of(3));

        Assert.Equal([1], IdsOf(_log.Snapshot(MegacorpCaller, null, 100)));
        Assert.Null(_log.Find(MegacorpCaller, 2));
        Assert.Null(_log.Find(MegacorpCaller, 3));
        Assert.Equal((1, 3), (_log.Counters(MegacorpCaller).Total, _log.Counters(Company).Total));
        Assert.Empty(_log.Snapshot(Caller.Tenant("new", Guid.NewGuid()), null, 100));
    }

    [Fact]
    public void Tenant_WithABusyNeighbour_KeepsItsOwn()
    {
        Take(TestDecision.Of(1, tenantId: Megacorp));
        for (var id = 2; id <= LiveConnections.Capacity + 2; id++) Take(TestDecision.Of(id, tenantId: Globex));

        Assert.Null(_log.Find(Company, 1));
        Assert.Equal([1], IdsOf(_log.Snapshot(MegacorpCaller, null, 100)));
        Assert.Equal(LiveConnections.TenantCapacity, _log.Snapshot(Caller.Tenant("gus", Globex), null, int.MaxValue).Count);
    }

    [Fact]
    public void Snapshot_OfLargeEntries_KeepsWhatFitsIntoTheBytes()
    {
        const int Large = 1_000_000;
        for (var id = 1; id <= 100; id++) Take(TestDecision.Of(id) with { Detail = new string('x', Large / sizeof(char)) });

        var entries = _log.Snapshot(Company, null, int.MaxValue);

        Assert.Equal(LiveConnections.ByteCapacity / Large, entries.Count);
        Assert.Equal(100, entries[0].Id);
        Assert.Null(_log.Find(Company, 100 - entries.Count));
    }

    [Fact]
    public void Tenants_TogetherTooLarge_TakeFromTheLargest()
    {
        Take(TestDecision.Of(1, tenantId: Megacorp));
        for (var id = 2; id <= 200; id++) Take(TestDecision.Of(id, tenantId: Globex) with { Detail = new string('x', 500_000) });

        Assert.Equal([1], IdsOf(_log.Snapshot(MegacorpCaller, null, 100)));
        Assert.InRange(_log.Snapshot(Caller.Tenant("gus", Globex), null, int.MaxValue).Count, 60, 133);
    }

    [Fact]
    public void Counters_BySecondAndVerdict_AreKeptForFiveMinutes()
    {
        Take(TestDecision.Of(1), TestDecision.Of(2, Verdict.Denied), TestDecision.Of(3, Verdict.Audited), TestDecision.Of(4, Verdict.None));
        _time.Advance(TimeSpan.FromSeconds(2));
        Take(TestDecision.Of(5), TestDecision.Of(6));

        var seconds = _log.Counters(Company).Seconds;
        Assert.Equal(300, seconds.Count);
        Assert.Equal((2, 0, 0, 0), Verdicts(seconds[^1]));
        Assert.Equal((0, 0, 0, 0), Verdicts(seconds[^2]));
        Assert.Equal((1, 1, 1, 1), Verdicts(seconds[^3]));
        Assert.Equal(seconds.Select(second => second.Second), Enumerable.Range(0, 300).Select(index => _time.GetUtcNow().AddSeconds(index - 299)));

        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(2, _log.Counters(Company).Seconds.Sum(second => second.Total));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 6), (_log.Counters(Company).Seconds.Sum(second => second.Total), _log.Counters(Company).Total));
    }

    [Theory]
    [InlineData(CloseReason.BackendRefused)]
    [InlineData(CloseReason.BackendTimeout)]
    [InlineData(CloseReason.BackendReset)]
    [InlineData(CloseReason.BackendNone)]
    [InlineData(CloseReason.EngineExhausted)]
    [InlineData(CloseReason.InternalError)]
    public void Counters_AfterAFailure_CountItAsFailedInTheSecondOfItsDecision(CloseReason ending)
    {
        var (fine, failing) = (Relayed(1, Verdict.Allowed), Relayed(2, Verdict.Audited));
        Take(fine, failing);
        _time.Advance(TimeSpan.FromSeconds(5));
        _log.Take([new DecisionEvent(fine, TestDecision.Closed(fine)), new DecisionEvent(failing, TestDecision.Closed(failing, ending))]);

        foreach (var caller in (Caller[])[Company, Caller.Tenant("mia", Megacorp)])
        {
            var seconds = _log.Counters(caller).Seconds;
            Assert.Equal((1, 0, 0, 0), Verdicts(seconds[^6]));
            Assert.Equal((1, 2), (seconds[^6].Failed, seconds.Sum(second => second.Total)));
        }

        Assert.Equal([Outcome.Failed, Outcome.Allowed], _log.Snapshot(Company, null, 10).Select(entry => entry.Outcome));
        Assert.Equal(2, Assert.Single(_log.Snapshot(Company, ConnectionFilter.Of(Outcome.Failed), 10)).Id);
        Assert.Equal(1, Assert.Single(_log.Snapshot(Company, ConnectionFilter.Of(Outcome.Allowed), 10)).Id);
    }

    [Fact]
    public void Counters_AfterAFailureOlderThanTheHistory_StayAsTheyAre()
    {
        var failing = Relayed(1, Verdict.Allowed);
        Take(failing);
        _time.Advance(TimeSpan.FromSeconds(400));
        Take(Relayed(2, Verdict.Allowed));
        _log.Take([new DecisionEvent(failing, TestDecision.Closed(failing, CloseReason.BackendReset))]);

        Assert.Equal((1, 0), (_log.Counters(Company).Seconds.Sum(second => second.Allowed), _log.Counters(Company).Seconds.Sum(second => second.Failed)));
    }

    [Fact]
    public void Counters_Rate_IsOfTheLastWholeSeconds()
    {
        for (var second = 0; second < 5; second++)
        {
            for (var id = 0; id < 10; id++) Take(TestDecision.Of((second * 10) + id));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(10, _log.Counters(Company).PerSecond);
    }

    private ConnectionDecision Relayed(long id, Verdict verdict) => TestDecision.Of(id, verdict, Megacorp) with { Time = _time.GetUtcNow(), Upstream = "echo" };

    private static (int, int, int, int) Verdicts(SecondTotals second) => (second.Allowed, second.Denied, second.Audited, second.Probes);

    private static IEnumerable<long> IdsOf(IEnumerable<ConnectionView> entries) => entries.Select(entry => entry.Id);

    private void Take(params IEnumerable<ConnectionDecision> decisions) => _log.Take([.. decisions.Select(decision => new DecisionEvent(decision))]);
}
