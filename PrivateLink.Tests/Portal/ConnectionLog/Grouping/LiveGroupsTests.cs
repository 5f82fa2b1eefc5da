using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Grouping;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Grouping;

public class LiveGroupsTests
{
    private static readonly Guid Megacorp = Guid.NewGuid();
    private static readonly Guid Globex = Guid.NewGuid();
    private static readonly Caller Company = Caller.Company("ada");
    private static readonly Caller MegacorpCaller = Caller.Tenant("mia", Megacorp);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly LiveConnections _log;

    public LiveGroupsTests() => _log = new(TestSights.None, _time, TestChannel.Create(), NullLogger<LiveConnections>.Instance);

    [Fact]
    public void Groups_ByHostLinkAndReason_HaveCountFirstLastAndShare()
    {
        _log.Report(Allowed(), Allowed("globex.my-saas.io"), Denied());
        _time.Advance(TimeSpan.FromSeconds(20));
        _log.Report(Denied(), Denied());

        var groups = Groups();

        Assert.Equal([3, 1, 1], groups.Shown.Select(group => group.Count));
        var denied = groups.Shown[0];
        Assert.Equal(("megacorp.my-saas.io", Outcome.Denied, "link_mismatch", 0.6), (denied.Host, denied.Outcome, denied.Reason!.Code, denied.Share));
        Assert.Equal(TimeSpan.FromSeconds(20), denied.Last - denied.First);
        Assert.Equal([1, 0, 2], denied.Line.TakeLast(3));
        Assert.Equal((5, 0, 0, false), (groups.Total, groups.OtherConnections, groups.OtherGroups, groups.IsMore));
    }

    /// <summary>The first query counts the connections in memory, later ones add those since then. Both must give the same result.</summary>
    [Fact]
    public void Groups_CountedAsTheyCome_AreThoseThatWouldBeCountedNow()
    {
        _log.Report(Allowed(), Denied());
        Groups();
        _log.Report(Allowed(), Denied(), Denied(Reason.NameUnknown));
        var counted = Groups();

        var other = new LiveConnections(TestSights.None, _time, TestChannel.Create(), NullLogger<LiveConnections>.Instance);
        other.Report(_log.Snapshot(Company, null, 100).Reverse().Select(view => view.Entry.Decision));

        Assert.Equal(
            other.Groups(Company, ConnectionFilter.Everything, GroupBy.All, GroupOrder.Count, 10).Shown.Select(group => (group.Count, group.Reason!.Code)).Order(),
            counted.Shown.Select(group => (group.Count, group.Reason!.Code)).Order());
    }

    [Fact]
    public void Groups_OfAFilter_AreOfWhatItTakes()
    {
        Groups("outcome:denied");
        _log.Report(Allowed(), Denied(), Denied());

        Assert.Equal((2, 1.0), Assert.Single(Groups("outcome:denied").Shown) is var only ? (only.Count, only.Share) : default);
    }

    [Fact]
    public void Groups_AfterFiveMinutes_AreGone()
    {
        _log.Report(Denied());
        Assert.Single(Groups().Shown);

        _time.Advance(TimeSpan.FromMinutes(4));
        _log.Report(Allowed());
        Assert.Equal(2, Groups().Shown.Count);

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Outcome.Allowed, Assert.Single(Groups().Shown).Outcome);
        Assert.Equal(_time.GetUtcNow() - TimeSpan.FromMinutes(5), Groups().Since);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("outcome:allowed", 1, 0)]
    [InlineData("outcome:failed", 0, 1)]
    [InlineData("ending:backend_refused", 0, 1)]
    public void Ending_OfAFailure_MovesItIntoItsOwnGroup(string filter, int allowed, int failed)
    {
        var (fine, failing) = (Allowed(), Allowed());
        Groups(filter);
        _log.Report(fine, failing);
        _time.Advance(TimeSpan.FromSeconds(30));

        _log.Close(Decisions.Closed(fine), Decisions.Closed(failing, CloseReason.BackendRefused));

        var shown = Groups(filter).Shown;
        int CountOf(Outcome outcome) => shown.Where(group => group.Outcome == outcome).Sum(group => group.Count);
        Assert.Equal((allowed, failed), (CountOf(Outcome.Allowed), CountOf(Outcome.Failed)));
        Assert.All(shown.Where(group => group.IsFailure), group => Assert.Equal("backend_refused", group.Reason!.Code));
    }

    [Fact]
    public void Order_ByLast_HasTheNewestFirst()
    {
        _log.Report(Denied(), Denied());
        _time.Advance(TimeSpan.FromSeconds(1));
        _log.Report(Allowed());

        Assert.Equal([2, 1], _log.Groups(Company, ConnectionFilter.Everything, GroupBy.All, GroupOrder.Count, 10).Shown.Select(group => group.Count));
        Assert.Equal([1, 2], _log.Groups(Company, ConnectionFilter.Everything, GroupBy.All, GroupOrder.Last, 10).Shown.Select(group => group.Count));
    }

    [Fact]
    public void Groups_ByLessThanAll_AreMerged()
    {
        _log.Report(Denied(), Denied(Reason.NameUnknown), Denied() with { LinkId = Stranger });

        var only = Assert.Single(_log.Groups(Company, ConnectionFilter.Everything, GroupBy.Host, GroupOrder.Count, 10).Shown);

        Assert.Equal((3, "megacorp.my-saas.io", null, null, null), (only.Count, only.Host, only.Link, only.LinkWords, only.Reason));
    }

    [Fact]
    public void Groups_MoreThanAreShown_SayHowManyOthers()
    {
        _log.Report(Enumerable.Range(0, 30).Select(number => Allowed($"host-{number}.my-saas.io")));

        var groups = _log.Groups(Company, ConnectionFilter.Everything, GroupBy.All, GroupOrder.Count, take: 10);

        Assert.Equal((10, 20, 20, false), (groups.Shown.Count, groups.OtherGroups, groups.OtherConnections, groups.IsMore));
    }

    /// <summary>Clients can invent server names. Frequent groups must stay visible, and every connection must be counted.</summary>
    [Fact]
    public void Groups_MoreThanAreKept_CountTheSmallestTogether()
    {
        Groups();
        for (var number = 0; number < 2 * GroupWindow.MostGroups; number++) _log.Report(Allowed($"{number}.example"), Denied());

        var groups = Groups();

        Assert.Equal((2 * GroupWindow.MostGroups, Outcome.Denied), (groups.Shown[0].Count, groups.Shown[0].Outcome));
        Assert.True(groups.IsMore);
        Assert.Equal(4 * GroupWindow.MostGroups, groups.Total);
        Assert.InRange(groups.Shown.Count + groups.OtherGroups, 1, GroupWindow.MostGroups);

        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal((0, false), (Groups().Total, Groups().IsMore));
    }

    [Fact]
    public void Tenant_SeesItsOwnGroupsAndNoStrangersLink()
    {
        Assert.Empty(_log.Groups(MegacorpCaller, ConnectionFilter.Everything, GroupBy.All, GroupOrder.Count, 10).Shown);
        _log.Report(
            Denied() with { TenantId = Megacorp, LinkId = Stranger },
            Denied() with { TenantId = Megacorp, LinkId = TestPolicy.Link(CloudProvider.Aws, "vpce-08d2bf15fac5001c1") },
            Allowed() with { TenantId = Megacorp },
            Denied() with { TenantId = Globex });

        var shown = _log.Groups(MegacorpCaller, ConnectionFilter.Everything, GroupBy.All, GroupOrder.Count, 10).Shown;

        Assert.Equal([(2, null, "another endpoint"), (1, "vpce-0a1b2c3d4e5f60718", null)], shown.Select(group => (group.Count, group.Link?.ToString(), group.LinkWords)));
        Assert.Equal("outcome:denied reason:link_mismatch host:megacorp.my-saas.io", shown[0].Narrow(ConnectionFilter.Everything).Text);
        Assert.Empty(_log.Groups(MegacorpCaller, FilterParser.Parse($"link:{Stranger}").Filter!, GroupBy.All, GroupOrder.Count, 10).Shown);
    }

    [Fact]
    public void Groups_OfManyFilters_AreBoundedAndForgotten()
    {
        var use = new GroupsInUse(_time);
        for (var number = 0; number < 100; number++) Look(use, null, number);

        Assert.Null(use.Find(null, FilterParser.Parse($"host:{99 - GroupsInUse.MostOfCompany}").Filter!));
        Assert.NotNull(use.Find(null, FilterParser.Parse("host:99").Filter!));
        Assert.Null(use.Find(Megacorp, FilterParser.Parse("host:99").Filter!));

        _time.Advance(TimeSpan.FromMinutes(10));
        use.Advance(_time.GetUtcNow());
        Assert.True(use.IsEmpty);
    }

    [Fact]
    public void Groups_OfManyFiltersOfOneTenant_TakeNoOthersPlace()
    {
        var use = new GroupsInUse(_time);
        Look(use, null, 1);
        Look(use, Globex, 1);
        for (var number = 0; number < 100; number++) Look(use, Megacorp, number);

        Assert.NotNull(use.Find(null, FilterParser.Parse("host:1").Filter!));
        Assert.NotNull(use.Find(Globex, FilterParser.Parse("host:1").Filter!));
        Assert.Equal(GroupsInUse.MostOfTenant, Enumerable.Range(0, 100).Count(number => use.Find(Megacorp, FilterParser.Parse($"host:{number}").Filter!) is not null));

        for (var tenant = 0; tenant < 100; tenant++) Look(use, Guid.NewGuid(), 1);
        Assert.NotNull(use.Find(null, FilterParser.Parse("host:1").Filter!));
    }

    [Fact]
    public void Groups_AfterTheClockWasSetBack_GoOn()
    {
        var clock = new SetBack();
        var log = new LiveConnections(TestSights.None, clock, TestChannel.Create(), NullLogger<LiveConnections>.Instance);
        LiveGroups Read() => log.Groups(Company, ConnectionFilter.Everything, GroupBy.All, GroupOrder.Count, 10);
        log.Report(Decisions.Denied(Reason.LinkMismatch) with { Time = clock.GetUtcNow() });
        Assert.Single(Read().Shown);

        clock.By = TimeSpan.FromHours(1);
        Assert.Equal(clock.GetUtcNow(), Read().Since);
        log.Report(Decisions.Allowed() with { Time = clock.GetUtcNow() });

        Assert.Equal(Outcome.Allowed, Assert.Single(Read().Shown).Outcome);
    }

    [Fact]
    public void Groups_AfterTheClockWasSetBack_AreForgottenWhenNobodyAsks()
    {
        var clock = new SetBack();
        var use = new GroupsInUse(clock);
        Look(use, null, 1);

        clock.By = TimeSpan.FromHours(1);
        clock.Advance(TimeSpan.FromMinutes(1));
        use.Advance(clock.GetUtcNow());

        Assert.True(use.IsEmpty);
    }

    [Theory]
    [InlineData("host:*.my-saas.io outcome:denied,allowed globex", "globex outcome:denied reason:link_mismatch host:megacorp.my-saas.io link:vpce-0a1b2c3d4e5f60718")]
    [InlineData("client:10.0.0.0/8", "client:10.0.0.0/8 outcome:denied reason:link_mismatch host:megacorp.my-saas.io link:vpce-0a1b2c3d4e5f60718")]
    public void Narrow_AFilter_TakesTheGroupAlone(string filter, string narrowed)
    {
        _log.Report(Denied());

        Assert.Equal(narrowed, Groups().Shown[0].Narrow(FilterParser.Parse(filter).Filter!).Text);
    }

    /// <summary>The filter of every kind of group finds as many rows as the group counts.</summary>
    [Fact]
    public void Narrow_OfAnyGroup_FindsItsRows()
    {
        var failing = Allowed();
        _log.Report(
            Allowed(), failing, Denied(), Denied(Reason.NameMissing) with { Host = null, ServerName = null }, Denied(Reason.NameUnknown) with { Host = null, ServerName = "a.example" },
            Denied(Reason.LinkMissing) with { LinkId = null, LinkKind = LinkIdentityKind.Absent, LinkTlv = null }, Decisions.HealthCheck() with { Time = _time.GetUtcNow() });
        _log.Close(Decisions.Closed(failing, CloseReason.BackendRefused));

        var groups = Groups();

        Assert.Equal(7, groups.Shown.Count);
        Assert.All(groups.Shown, group => Assert.Equal(group.Count, _log.Snapshot(Company, group.Narrow(ConnectionFilter.Everything), 100).Count));
    }

    private void Look(GroupsInUse use, Guid? tenant, int host)
    {
        _time.Advance(TimeSpan.FromMilliseconds(1));
        use.Add(new(tenant, FilterParser.Parse($"host:{host}").Filter!, _time.GetUtcNow(), _time.GetUtcNow()));
    }

    /// <summary>Its clock can be set back while time goes on.</summary>
    private sealed class SetBack() : FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - By;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }

    private static readonly LinkId Stranger = TestPolicy.Link(CloudProvider.Aws, "vpce-08d2bf15fac5001c9");

    private LiveGroups Groups(string filter = "") => _log.Groups(Company, FilterParser.Parse(filter).Filter!, GroupBy.All, GroupOrder.Count, 10);

    private ConnectionDecision Allowed(string host = "megacorp.my-saas.io") => Decisions.Allowed() with { Time = _time.GetUtcNow(), Host = host, ServerName = host };

    private ConnectionDecision Denied(Reason reason = Reason.LinkMismatch) => Decisions.Denied(reason) with { Time = _time.GetUtcNow() };
}
