using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

/// <summary>The figures of a live view for its filter, compared with the content of the log.</summary>
public class LiveTallyTests
{
    private static readonly Guid Megacorp = Guid.NewGuid();
    private static readonly Caller Company = Caller.Company("ada");
    private static readonly Caller Tenant = Caller.Tenant("mia", Megacorp);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly LiveConnections _log;
    private long _id;

    public LiveTallyTests() => _log = new(TestSights.None, _time, TestChannel.Create(), NullLogger<LiveConnections>.Instance);

    /// <summary>Whatever arrives, ends and fails between two reads, a filter's chart equals a count of all rows.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("outcome:failed")]
    [InlineData("-outcome:allowed")]
    [InlineData("host:megacorp.my-saas.io")]
    [InlineData("listener:gcp outcome:failed,denied")]
    [InlineData("-ending:*")]
    [InlineData("ending:closed_client host:mega*")]
    [InlineData("verdict:allowed -ending:backend_*")]
    public void Totals_OfAFilter_AreWhatACountOfTheRowsSays(string text)
    {
        var filter = FilterParser.Parse(text).Filter!;
        var random = new Random(7);
        var open = new List<ConnectionDecision>();
        Play(random, open, 40);
        LiveConnectionsView[] views = [new(_log, Company), new(_log, Tenant)];
        foreach (var view in views) view.Show(filter);
        for (var round = 0; round < 60; round++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(2_000)));
            Play(random, open, random.Next(12));
            Act(views[0], random.Next(9));
            if (random.Next(3) == 0) views[1].Refresh();
        }

        foreach (var (view, caller) in views.Zip([Company, Tenant]))
        {
            view.Release();
            view.Follow();
            var rows = _log.Snapshot(caller, filter, int.MaxValue);
            var expected = Enum.GetValues<Outcome>().ToDictionary(outcome => outcome, outcome => rows.Count(row => row.Outcome == outcome));
            Assert.Equal(expected, Enum.GetValues<Outcome>().ToDictionary(outcome => outcome, outcome => view.Totals.Seconds.Sum(second => second.Of(outcome))));
            Assert.Null(view.Totals.Since);
            Assert.Equal(rows.Take(LiveConnectionsView.FollowedRows).Select(row => row.Sequence), view.Rows.Select(row => row.Sequence));
        }
    }

    [Fact]
    public void Totals_OfMoreThanTheLogStillHas_SaySinceWhenTheyAreCounted()
    {
        Report(LiveConnections.TenantCapacity);
        _time.Advance(TimeSpan.FromSeconds(2));
        Report(1);
        var view = new LiveConnectionsView(_log, Tenant);

        view.Show(ConnectionFilter.Of(FilterField.Listener, "aws"));
        Assert.Equal((_time.GetUtcNow().AddSeconds(-1), 1), (view.Totals.Since, view.Totals.Seconds.Sum(second => second.Total)));

        // From there on it keeps counting, even if the log drops rows.
        for (var second = 0; second < 4; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Report(LiveConnections.TenantCapacity);
            view.Refresh();
        }

        Assert.Equal(1 + (4 * LiveConnections.TenantCapacity), view.Totals.Seconds.Sum(second => second.Total));
        view.Show(ConnectionFilter.Of(Outcome.Allowed));
        Assert.Null(view.Totals.Since);
    }

    /// <summary>Connections that came and went between two reads cannot be counted, and the chart says so.</summary>
    [Fact]
    public void Totals_AfterAPauseThatWasTooLong_AreCountedAnew()
    {
        var view = new LiveConnectionsView(_log, Tenant);
        view.Show(ConnectionFilter.Of(FilterField.Listener, "aws"));
        Report(LiveConnections.TenantCapacity);
        _time.Advance(TimeSpan.FromSeconds(1));
        Report(3);

        view.Refresh();

        Assert.Equal((_time.GetUtcNow(), 3), (view.Totals.Since, view.Totals.Seconds.Sum(second => second.Total)));
    }

    [Fact]
    public void Totals_ConnectionThatFailsWhenTheLogHasForgottenIt_CountsAsFailed()
    {
        var view = new LiveConnectionsView(_log, Tenant);
        view.Show(ConnectionFilter.Of(FilterField.Listener, "aws"));
        var failing = Report(1)[0];
        view.Refresh();
        Report(LiveConnections.TenantCapacity);
        view.Refresh();

        _log.Take([new(failing, TestDecision.Closed(failing, CloseReason.BackendReset))]);
        view.Refresh();

        Assert.Equal((1, LiveConnections.TenantCapacity), (view.Totals.Seconds.Sum(second => second.Failed), view.Totals.Seconds.Sum(second => second.Allowed)));
    }

    private static void Act(LiveConnectionsView view, int act)
    {
        switch (act)
        {
            case 0: view.Pause(); break;
            case 1: view.Follow(); break;
            case 2: view.Hold(); break;
            case 3: view.Release(); break;
            default: view.Refresh(); break;
        }
    }

    private void Play(Random random, List<ConnectionDecision> open, int events)
    {
        for (var each = 0; each < events; each++)
        {
            if (open.Count > 0 && random.Next(3) > 0)
            {
                var ending = open[random.Next(open.Count)];
                open.Remove(ending);
                _log.Take([new(ending, TestDecision.Closed(ending, random.Next(3) == 0 ? CloseReason.BackendRefused : CloseReason.ClosedClient))]);
                continue;
            }

            var decision = Decision(random.Next(4) == 0 ? Verdict.Denied : Verdict.Allowed) with { Listener = random.Next(2) == 0 ? "gcp" : "aws" };
            if (random.Next(2) == 0) decision = decision with { Host = "globex.my-saas.io" };
            if (decision.Upstream is not null) open.Add(decision);
            _log.Take([new DecisionEvent(decision)]);
        }
    }

    private List<ConnectionDecision> Report(int count)
    {
        var decisions = Enumerable.Range(0, count).Select(_ => Decision(Verdict.Allowed)).ToList();
        _log.Take([.. decisions.Select(decision => new DecisionEvent(decision))]);
        return decisions;
    }

    private ConnectionDecision Decision(Verdict verdict) =>
        TestDecision.Of(++_id, verdict, Megacorp) with { Time = _time.GetUtcNow(), Upstream = verdict == Verdict.Allowed ? "echo" : null };
}
