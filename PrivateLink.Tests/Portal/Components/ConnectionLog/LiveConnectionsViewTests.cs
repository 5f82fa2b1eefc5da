using Microsoft.Extensions.Logging.Abstractions;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class LiveConnectionsViewTests
{
    private readonly LiveConnections _log = new(TestSights.None, TimeProvider.System, TestChannel.Create(), NullLogger<LiveConnections>.Instance);
    private readonly LiveConnectionsView _view;

    public LiveConnectionsViewTests() => _view = new(_log, Caller.Company("test"));

    [Fact]
    public void Refresh_WhileFollowing_ShowsTheNewestHundredFirst()
    {
        ReportAllowed(150);

        _view.Refresh();

        Assert.Equal(LiveConnectionsView.FollowedRows, _view.Rows.Count);
        Assert.Equal(150, _view.Rows[0].Sequence);
    }

    [Fact]
    public void Pause_ThenNewConnections_MovesNothingAndCountsThem()
    {
        ReportAllowed(150);
        _view.Refresh();

        _view.Pause();
        var frozen = _view.Rows;
        ReportAllowed(3);
        _view.Refresh();

        Assert.Same(frozen, _view.Rows);
        Assert.Equal(3, _view.Backlog);
        Assert.Equal(150, frozen[0].Sequence);
        Assert.Equal(150, frozen.Count);
    }

    [Fact]
    public void Pause_ConnectionsNotYetDrawn_AreBacklogInsteadOfAJump()
    {
        ReportAllowed(10);
        _view.Refresh();
        ReportAllowed(5);

        _view.Pause();
        _view.Refresh();

        Assert.Equal(10, _view.Rows[0].Sequence);
        Assert.Equal(5, _view.Backlog);
    }

    [Fact]
    public void Pause_OnAnEmptyList_CountsWhatComes()
    {
        _view.Refresh();
        _view.Pause();
        ReportAllowed(2);
        _view.Refresh();

        Assert.Empty(_view.Rows);
        Assert.Equal(2, _view.Backlog);
    }

    [Fact]
    public void Hold_WhileFollowing_KeepsTheRowsAndCountsWhatWaits()
    {
        ReportAllowed(3);
        _view.Refresh();

        _view.Hold();
        ReportAllowed(2);
        _view.Refresh();
        ReportAllowed(2);
        _view.Refresh();

        Assert.True(_view is { IsHeld: true, IsFollowing: true, Backlog: 4 });
        Assert.Equal([3, 2, 1], _view.Rows.Select(row => row.Sequence));

        _view.Release();
        Assert.Equal([7, 6, 5, 4, 3, 2, 1], _view.Rows.Select(row => row.Sequence));
        Assert.Equal((false, 0), (_view.IsHeld, _view.Backlog));
    }

    [Fact]
    public void Hold_OfNothing_HoldsNothing()
    {
        _view.Hold();
        ReportAllowed(1);
        _view.Refresh();

        Assert.Single(_view.Rows);
    }

    [Fact]
    public void Hold_ConnectionEnds_ShowsItInItsRow()
    {
        var decision = Decisions.Allowed();
        _log.Report(decision);
        _view.Refresh();

        _view.Hold();
        _log.Take([new(decision, Decisions.Closed(decision))]);
        _view.Refresh();

        Assert.NotNull(Assert.Single(_view.Rows).Closed);
    }

    /// <summary>
    /// A row may start or stop matching when its connection ends. The view reads only the endings since its last read, and must show the same as a
    /// full read.
    /// </summary>
    [Theory]
    [InlineData("outcome:failed")]
    [InlineData("outcome:allowed")]
    [InlineData("outcome:denied,failed")]
    [InlineData("duration>1ms")]
    [InlineData("-ending:closed_client")]
    public void Refresh_FilterThatAsksForTheEnding_ShowsWhatAFreshLookSees(string text)
    {
        var filter = FilterParser.Parse(text).Filter!;
        var random = new Random(16);
        var open = new List<ConnectionDecision>();
        _view.Show(filter);
        for (var round = 0; round < 60; round++)
        {
            ConnectionDecision[] decisions = [.. Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(3) == 0 ? Decisions.Denied() : Decisions.Allowed())];
            open.AddRange(decisions.Where(decision => decision.IsRelayed()));
            _log.Report(decisions);
            ConnectionDecision[] ended = [.. open.Where(_ => random.Next(8) == 0)];
            open.RemoveAll(ended.Contains);
            _log.Close(ended.Select(decision => Decisions.Closed(decision, random.Next(2) == 0 ? CloseReason.BackendRefused : CloseReason.ClosedClient)));

            _view.Refresh();

            Assert.Equal(_log.Snapshot(Caller.Company("test"), filter, LiveConnectionsView.FollowedRows), _view.Rows);
        }
    }

    /// <summary>
    /// A refresh costs in proportion to what arrived and ended since, not to what is kept. With many views and a busy engine, the latter took a third
    /// of a processor.
    /// </summary>
    [Fact]
    public void Since_OfAFullLog_AsksOfWhatEndedOnly()
    {
        ConnectionDecision[] decisions = [.. Enumerable.Range(0, 1_000).Select(_ => Decisions.Allowed())];
        _log.Report(decisions);
        _log.Close(decisions.Take(10).Select(decision => Decisions.Closed(decision)));
        var asked = 0;

        var news = _log.Since(Caller.Company("test"), new(_ => ++asked % 2 > 0, DependsOnEnding: true, Tally: null), new(1_000, 8), take: 100);

        // Whether each row matches now, and whether it matched before.
        Assert.Equal((4, 2, 2, new LivePosition(1_000, 10)), (asked, news.Matching, news.Late.Count, news.Head));
    }

    [Fact]
    public void Refresh_AfterMoreEndingsThanAreRemembered_ReadsEverythingAgain()
    {
        _view.Show(ConnectionFilter.Of(Outcome.Failed));
        ConnectionDecision[] decisions = [.. Enumerable.Range(0, 11_000).Select(_ => Decisions.Allowed())];
        _log.Report(decisions);
        _view.Refresh();

        _log.Close(decisions.Select((decision, index) => Decisions.Closed(decision, index == 0 ? CloseReason.BackendRefused : CloseReason.ClosedClient)));
        _view.Refresh();

        Assert.Equal(decisions[0].Id, Assert.Single(_view.Rows).Id);
    }

    [Fact]
    public void Hold_ThenPaused_CountsFromTheRowsThatAreShown()
    {
        ReportAllowed(3);
        _view.Refresh();
        _view.Hold();
        ReportAllowed(2);
        _view.Refresh();

        _view.Pause();
        _view.Release();
        _view.Refresh();

        Assert.Equal((3, 2, false), (_view.Rows[0].Sequence, _view.Backlog, _view.IsFollowing));
    }

    [Fact]
    public void Hold_ThenFollowedOrFilteredAnew_ShowsTheNewest()
    {
        ReportAllowed(3);
        _view.Refresh();
        _view.Hold();
        ReportAllowed(2);

        _view.Follow();
        Assert.Equal(5, _view.Rows[0].Sequence);

        ReportAllowed(1);
        _view.Show(ConnectionFilter.Of(Outcome.Allowed));
        Assert.Equal(6, _view.Rows[0].Sequence);
    }

    [Fact]
    public void Follow_AfterAPause_ShowsEverythingThatCame()
    {
        ReportAllowed(1);
        _view.Refresh();
        _view.Pause();
        ReportAllowed(4);

        _view.Follow();

        Assert.True(_view.IsFollowing);
        Assert.Equal(5, _view.Rows.Count);
        Assert.Equal(0, _view.Backlog);
    }

    [Fact]
    public void Show_FilterWhilePaused_KeepsTheMomentOfThePause()
    {
        _log.Report(Decisions.Allowed(), Decisions.Denied());
        _view.Refresh();
        _view.Pause();
        _log.Report(Decisions.Denied(), Decisions.Allowed());

        _view.Show(ConnectionFilter.Of(Outcome.Denied));

        var row = Assert.Single(_view.Rows);
        Assert.Equal(2, row.Sequence);
        Assert.Equal(1, _view.Backlog);
    }

    [Fact]
    public void Refresh_AfterAnEnding_ShowsItInTheRowThatWasThere()
    {
        var decision = Decisions.Allowed();
        _log.Report(decision);
        _view.Refresh();

        _log.Take([new(decision, Decisions.Closed(decision))]);
        _view.Refresh();

        Assert.NotNull(Assert.Single(_view.Rows).Closed);
    }

    [Fact]
    public void Refresh_FilterByEnding_FindsWhatEndsLater()
    {
        var decision = Decisions.Allowed();
        _log.Report(decision);
        _view.Show(ConnectionFilter.Of(FilterField.Ending, "closed_client"));
        Assert.Empty(_view.Rows);

        _log.Take([new(decision, Decisions.Closed(decision))]);
        _view.Refresh();

        Assert.Single(_view.Rows);
    }

    [Fact]
    public void Refresh_AgainAndAgain_ShowsEachConnectionOnceAndKeepsTheNewest()
    {
        for (var round = 0; round < 5; round++)
        {
            ReportAllowed(40);
            _view.Refresh();
        }

        Assert.Equal(Enumerable.Range(101, 100).Reverse().Select(sequence => (long)sequence), _view.Rows.Select(row => row.Sequence));
    }

    [Fact]
    public void Tenant_StrangersLink_IsNeitherShownNorFound()
    {
        var decision = Decisions.Denied() with { TenantId = Guid.NewGuid() };
        var view = new LiveConnectionsView(_log, Caller.Tenant("mia", decision.TenantId.Value));
        _log.Report(decision);

        view.Refresh();
        Assert.Equal("another endpoint", Assert.Single(view.Rows).HiddenLink);
        Assert.Null(view.Find(decision.Id)!.LinkId);

        view.Show(ConnectionFilter.Of(FilterField.Link, decision.LinkId.ToString()!));
        Assert.Empty(view.Rows);
    }

    [Fact]
    public void Neighbour_AtTheEnds_StaysInside()
    {
        var decisions = new[] { Decisions.Allowed(), Decisions.Denied(), Decisions.Allowed() };
        _log.Report(decisions);
        _view.Refresh();

        Assert.Equal(decisions[2].Id, _view.Neighbour(null, 1));
        Assert.Equal(decisions[1].Id, _view.Neighbour(decisions[2].Id, 1));
        Assert.Equal(decisions[2].Id, _view.Neighbour(decisions[2].Id, -1));
        Assert.Equal(decisions[0].Id, _view.Neighbour(decisions[0].Id, 1));
    }

    private void ReportAllowed(int count) => _log.Report(Enumerable.Range(0, count).Select(_ => Decisions.Allowed()));
}
