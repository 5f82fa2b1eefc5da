using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public class TrafficCountersTests
{
    private static readonly Guid Megacorp = Guid.NewGuid();
    private static readonly Caller Company = Caller.Company("ada");

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TrafficCounters _counters;

    public TrafficCountersTests() => _counters = new(_time);

    [Fact]
    public void Read_OfWhatCame_IsExactBySecondTenantListenerOutcomeAndReason()
    {
        var denied = TestDecision.Of(1, Verdict.Denied, Megacorp);
        Take(denied, denied, denied with { Listener = "gcp" }, denied with { Reason = Reason.LinkMissing }, denied with { TenantId = null });
        _time.Advance(TimeSpan.FromSeconds(1));
        Take(denied);

        var first = _time.GetUtcNow().AddSeconds(-1);
        var key = new TrafficKey(Megacorp, "aws", Outcome.Denied, Reason.LinkMismatch);
        Assert.Equal(
            [
                new(first, key, 2), new(first, key with { Listener = "gcp" }, 1), new(first, key with { Reason = Reason.LinkMissing }, 1),
                new(first, key with { TenantId = null }, 1), new(first.AddSeconds(1), key, 1),
            ],
            _counters.Read(Company));
    }

    [Fact]
    public void Read_AfterAFailure_CountsItAsFailedInItsSecond()
    {
        var (first, second) = (Allowed(1), Allowed(2));
        Take(first, second);
        _time.Advance(TimeSpan.FromSeconds(7));
        _counters.Take([new(first, TestDecision.Closed(first, CloseReason.BackendTimeout)), new(second, TestDecision.Closed(second))]);

        Assert.Equal(
            [(Outcome.Allowed, 1), (Outcome.Failed, 1)],
            _counters.Read(Company).Select(count => (count.Key.Outcome, count.Count)).Order());
        Assert.All(_counters.Read(Company), count => Assert.Equal(_time.GetUtcNow().AddSeconds(-7), count.Second));
    }

    [Fact]
    public void Read_AfterAFailureOfWhatWasNeverCounted_IsUnchanged()
    {
        Take(Allowed(1));
        _counters.Take([new(Allowed(9) with { Listener = "gcp" }, TestDecision.Closed(Allowed(9) with { Listener = "gcp" }, CloseReason.BackendRefused))]);

        Assert.Equal(Outcome.Allowed, Assert.Single(_counters.Read(Company)).Key.Outcome);
    }

    [Fact]
    public void Read_OfATenant_HoldsItsOwn()
    {
        Take(TestDecision.Of(1, tenantId: Megacorp), TestDecision.Of(2, tenantId: Guid.NewGuid()), TestDecision.Of(3));

        Assert.Equal(1, Assert.Single(_counters.Read(Caller.Tenant("mia", Megacorp))).Count);
    }

    [Fact]
    public void Read_OfSomeSeconds_LeavesOutWhatIsOlder()
    {
        Take(TestDecision.Of(1));
        _time.Advance(TimeSpan.FromSeconds(10));
        Take(TestDecision.Of(2));

        Assert.Single(_counters.Read(Company, seconds: 10));
        Assert.Equal(2, _counters.Read(Company, seconds: 11).Count);
    }

    [Fact]
    public void Seconds_OlderThanFiveMinutes_AreForgotten()
    {
        Take(TestDecision.Of(1));
        _time.Advance(TimeSpan.FromSeconds(TrafficCounters.Seconds));
        Take(TestDecision.Of(2));

        Assert.Equal(1, _counters.Read(Company, int.MaxValue).Sum(count => count.Count));
    }

    [Fact]
    public void Kinds_MoreThanFit_ShortenTheHistoryAndStayExact()
    {
        const int InOneSecond = 60_000;
        for (var second = 0; second < 5; second++)
        {
            Take([.. Enumerable.Range(0, InOneSecond).Select(index => TestDecision.Of(index, tenantId: Guid.NewGuid()))]);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var counts = _counters.Read(Company).GroupBy(count => count.Second).Select(second => second.Count()).ToList();
        Assert.Equal([InOneSecond, InOneSecond, InOneSecond], counts);
    }

    private ConnectionDecision Allowed(long id) => TestDecision.Of(id) with { Time = _time.GetUtcNow(), Upstream = "echo" };

    private void Take(params ConnectionDecision[] decisions) => _counters.Take([.. decisions.Select(decision => new DecisionEvent(decision))]);
}
