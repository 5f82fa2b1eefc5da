using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Connectivity;

/// <summary>Every possible answer for a host, from its connections.</summary>
public class HostJudgeTests
{
    private static readonly DateTimeOffset Now = Decisions.Noon;
    private static readonly Way Own = new(CloudProvider.Aws, "vpce-0a1b2c3d4e5f60718");
    private static readonly Way Other = new(CloudProvider.Aws, "vpce-0bad");
    private static readonly Way Off = new(CloudProvider.Aws, "vpce-0ff");
    private static readonly Way Stranger = new(CloudProvider.Aws, "vpce-0stranger");

    private readonly List<(Way Way, TimeSpan Ago, Outcome Outcome, Reason Reason)> _came = [];
    private readonly List<TrafficSum> _sums = [];
    private Func<KnownTry, bool?> _letsIn = known => known.Way == Own;

    [Fact]
    public void Of_LetInJustNow_IsYes()
    {
        Came(Own, TimeSpan.FromSeconds(12));

        AssertIs(ConnectivityAnswer.Yes, ConnectivityCause.LetIn);
    }

    [Fact]
    public void Of_NothingKnown_IsUnknown() => AssertIs(ConnectivityAnswer.Unknown, ConnectivityCause.NeverTried);

    [Fact]
    public void Of_LetInTwoDaysAgoAndNothingSince_IsUnknown()
    {
        Came(Own, TimeSpan.FromDays(2));

        AssertIs(ConnectivityAnswer.Unknown, ConnectivityCause.NotLately);
    }

    [Fact]
    public void Of_OnlyDenials_IsNoAndCountsThem()
    {
        for (var minutes = 1; minutes <= 14; minutes++) Came(Other, TimeSpan.FromMinutes(minutes), Outcome.Denied, Reason.LinkMismatch);

        var judgement = AssertIs(ConnectivityAnswer.No, ConnectivityCause.Denied);

        Assert.Equal((14, false, "link_mismatch"), (judgement.Failures, judgement.IsAtLeast, judgement.Failure!.Description!.Code));
    }

    [Fact]
    public void Of_DenialsSinceADay_AreNoThoughItWorkedBefore()
    {
        Came(Other, TimeSpan.FromMinutes(1), Outcome.Denied, Reason.LinkMismatch);
        Came(Own, TimeSpan.FromHours(5));

        AssertIs(ConnectivityAnswer.No, ConnectivityCause.Denied);
    }

    [Fact]
    public void Of_LetInAndNotDelivered_IsNo()
    {
        Came(Own, TimeSpan.FromSeconds(5), Outcome.Failed);
        Came(Own, TimeSpan.FromMinutes(30));

        AssertIs(ConnectivityAnswer.No, ConnectivityCause.Failed);
    }

    [Fact]
    public void Of_OneFailureAmongMany_IsNoOutage()
    {
        Came(Own, TimeSpan.FromSeconds(1), Outcome.Failed);
        Came(Own, TimeSpan.FromSeconds(2));

        AssertIs(ConnectivityAnswer.Yes, ConnectivityCause.LetIn);
    }

    [Fact]
    public void Of_OneEndpointLetInAndAnotherDenied_IsPartly()
    {
        Came(Other, TimeSpan.FromMinutes(1), Outcome.Denied, Reason.LinkDisabled);
        Came(Own, TimeSpan.FromMinutes(2));

        Assert.Equal(Own, AssertIs(ConnectivityAnswer.Partly, ConnectivityCause.OneWayOnly).LetIn!.Way);
    }

    [Fact]
    public void Of_ALinkThatIsNotListedDeniedBesideOneThatWorksNow_IsYes()
    {
        Came(Stranger, TimeSpan.FromSeconds(1), Outcome.Denied, Reason.LinkMismatch);
        Came(Own, TimeSpan.FromMinutes(5));

        AssertIs(ConnectivityAnswer.Yes, ConnectivityCause.LetIn);
    }

    /// <summary>Otherwise the answer blames a link that has nothing to do with the customer.</summary>
    [Fact]
    public void Of_ADisabledLinkBesideALouderStranger_NamesTheDisabledLink()
    {
        for (var seconds = 1; seconds <= 9; seconds++) Came(Stranger, TimeSpan.FromSeconds(seconds), Outcome.Denied, Reason.LinkMismatch);
        Came(Off, TimeSpan.FromSeconds(20), Outcome.Denied, Reason.LinkDisabled);
        Came(Off, TimeSpan.FromMinutes(1));

        Assert.Equal(Off, AssertIs(ConnectivityAnswer.No, ConnectivityCause.Denied).Failure!.Way);
    }

    [Fact]
    public void Of_ALinkDisabledJustNowBesideALouderStranger_IsClosedSince()
    {
        Came(Stranger, TimeSpan.FromSeconds(1), Outcome.Denied, Reason.LinkMismatch);
        Came(Off, TimeSpan.FromMinutes(1));

        Assert.Null(AssertIs(ConnectivityAnswer.No, ConnectivityCause.ClosedSince).Failure);
    }

    [Fact]
    public void Of_StrangersOnTheInternetDeniedBesideATrustedLink_IsYes()
    {
        Came(Way.Internet, TimeSpan.FromSeconds(1), Outcome.Denied, Reason.LinkMissing);
        Came(Own, TimeSpan.FromHours(3));

        AssertIs(ConnectivityAnswer.Yes, ConnectivityCause.LetIn);
    }

    [Fact]
    public void Of_OnlyTheInternetSinceDays_IsUnknown()
    {
        Came(Way.Internet, TimeSpan.FromSeconds(1), Outcome.Denied, Reason.LinkMissing);
        Came(Own, TimeSpan.FromDays(3));

        AssertIs(ConnectivityAnswer.Unknown, ConnectivityCause.OnlyStrangersSince);
    }

    [Fact]
    public void Of_LetInByAPolicyThatIsOver_IsNo()
    {
        Came(Own, TimeSpan.FromMinutes(1));
        _letsIn = _ => false;

        AssertIs(ConnectivityAnswer.No, ConnectivityCause.ClosedSince);
    }

    [Fact]
    public void Of_DeniedByAPolicyThatIsOver_IsUnknown()
    {
        Came(Own, TimeSpan.FromMinutes(1), Outcome.Denied, Reason.LinkMismatch);

        AssertIs(ConnectivityAnswer.Unknown, ConnectivityCause.OpenedSince);
    }

    [Theory]
    [InlineData(true, true, false, ConnectivityCause.Suspended)]
    [InlineData(false, false, false, ConnectivityCause.SwitchedOff)]
    [InlineData(false, true, true, ConnectivityCause.UpstreamDown)]
    public void Of_SwitchedOffOrNothingBehindIt_IsNoThoughItWorkedJustNow(bool isSuspended, bool enabled, bool isDown, ConnectivityCause cause)
    {
        Came(Own, TimeSpan.FromSeconds(1));

        AssertIs(ConnectivityAnswer.No, cause, new(isSuspended, enabled, isDown, ResourceMode.Enforce, new HashSet<Way> { Own }, new HashSet<Way>(), _letsIn));
    }

    /// <summary>While an upstream does not answer, there is always a connection that still waits for it.</summary>
    [Theory]
    [InlineData(3, ConnectivityAnswer.No)]
    [InlineData(60, ConnectivityAnswer.Yes)]
    public void Of_OpenAfterFailures_CountsOnlyWhenItIsConnected(int openFor, ConnectivityAnswer expected)
    {
        Came(Own, TimeSpan.FromSeconds(openFor));
        for (var minutes = 2; minutes < 6; minutes++) Came(Own, TimeSpan.FromMinutes(minutes), Outcome.Failed);

        AssertIs(expected, expected == ConnectivityAnswer.Yes ? ConnectivityCause.LetIn : ConnectivityCause.Failed);
    }

    [Fact]
    public void Of_OpenHostOverTheInternet_IsYes()
    {
        Came(Way.Internet, TimeSpan.FromSeconds(1), reason: Reason.HostOpen);

        AssertIs(ConnectivityAnswer.Yes, ConnectivityCause.LetIn, new(false, true, false, ResourceMode.Open, new HashSet<Way>(), new HashSet<Way>(), _ => true));
    }

    /// <summary>Beyond the stored connections there are totals, which have the hour.</summary>
    [Fact]
    public void Of_AnHourInTheSums_SaysNoMoreThanTheHour()
    {
        Came(Other, TimeSpan.FromMinutes(1), Outcome.Denied, Reason.LinkMismatch);
        _sums.Add(new(Own.Cloud, Own.LinkId, Verdict.Allowed, Reason.LinkMatched) { LastOther = Now.UtcDateTime.AddHours(-7) });

        var judgement = AssertIs(ConnectivityAnswer.No, ConnectivityCause.Denied);

        Assert.Equal((Now.AddHours(-7), true), (judgement.LetIn!.Time, judgement.LetIn.Entry is null));
    }

    /// <summary>Another process let it in later, and busy hosts have taken the places of its rows: its hour is newer than what this process remembers.</summary>
    [Fact]
    public void Of_AnHourLaterThanTheRememberedDenials_IsYes()
    {
        for (var minutes = 1; minutes <= 3; minutes++) Came(Own, TimeSpan.FromHours(4) + TimeSpan.FromMinutes(minutes), Outcome.Denied, Reason.LinkDisabled);
        _sums.Add(new(Own.Cloud, Own.LinkId, Verdict.Denied, Reason.LinkDisabled) { LastOther = Now.UtcDateTime.AddHours(-5) });
        _sums.Add(new(Own.Cloud, Own.LinkId, Verdict.Allowed, Reason.LinkMatched) { LastOther = Now.UtcDateTime.AddHours(-1) });

        var judgement = AssertIs(ConnectivityAnswer.Yes, ConnectivityCause.LetIn);

        Assert.Equal(Now.AddHours(-1), judgement.LetIn!.Time);
    }

    private void Came(Way way, TimeSpan ago, Outcome outcome = Outcome.Allowed, Reason reason = Reason.LinkMatched) => _came.Add((way, ago, outcome, reason));

    private Judgement AssertIs(ConnectivityAnswer answer, ConnectivityCause cause, JudgedHost? host = null)
    {
        var tries = new HostTries(_came.OrderBy(came => came.Ago).Select(Entry), _sums, Now);
        var judgement = HostJudge.Of(host ?? new(false, true, false, ResourceMode.Enforce, new HashSet<Way> { Own, Other }, new HashSet<Way> { Off }, _letsIn), tries, Now);
        Assert.Equal((answer, cause), (judgement.Answer, judgement.Cause));
        return judgement;
    }

    private static ConnectionEntry Entry((Way Way, TimeSpan Ago, Outcome Outcome, Reason Reason) came)
    {
        var decision = Decisions.Allowed() with
        {
            Time = Now - came.Ago,
            Verdict = came.Outcome == Outcome.Denied ? Verdict.Denied : Verdict.Allowed,
            Reason = came.Reason,
            LinkId = came.Way is { Cloud: { } cloud, LinkId: { } link } ? TestPolicy.Link(cloud, link) : null,
        };
        return Decisions.Entry(decision, came.Outcome == Outcome.Failed ? Decisions.Closed(decision, CloseReason.BackendRefused) : null);
    }
}
