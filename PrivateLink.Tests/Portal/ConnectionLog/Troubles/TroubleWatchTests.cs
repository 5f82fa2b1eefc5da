using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Troubles;

public class TroubleWatchTests
{
    private static readonly Caller Company = Caller.Company("operator");

    private readonly FakeTimeProvider _time = new(Decisions.Noon);
    private readonly TroubleWatch _watch;

    public TroubleWatchTests() =>
        _watch = new(new LinkSights(null!, _time), new ListenerServices(Options.Create(new EngineOptions())), _time); // nothing here asks the database

    [Theory]
    [InlineData(Reason.LinkMissing)]
    [InlineData(Reason.LinkMismatch)]
    [InlineData(Reason.HostDisabled)]
    public void Read_AHostThatDeliveredAndIsOnlyDenied_IsAnOutage(Reason reason)
    {
        Deliver();
        for (var number = 0; number < 3; number++) Deny(TimeSpan.FromMinutes(1), reason);

        var outage = Assert.Single(_watch.Read(Company).Outages);

        Assert.Equal(("megacorp.my-saas.io", null, "aws", 3), (outage.Host, outage.Link, outage.Listener, outage.Count));
        Assert.Equal((Decisions.Noon, Decisions.Noon.AddMinutes(3)), (outage.Since, outage.Last));
        Assert.Equal(ReasonTable.Describe(reason), outage.Why);
    }

    [Fact]
    public void Read_AHostWhoseUpstreamFails_IsAnOutageAlsoIfItIsQuiet()
    {
        Deliver();
        _time.Advance(TimeSpan.FromHours(1));
        Deliver();
        for (var number = 0; number < 3; number++) Fail(TimeSpan.FromSeconds(20));

        Assert.Equal("backend_refused", Assert.Single(_watch.Read(Company).Outages).Why.Code);
    }

    /// <summary>Strangers are denied at any time. A host goes dark because its upstream fails, not because of them.</summary>
    [Fact]
    public void Read_DenialsBesideAFailingUpstream_DoNotHideTheFailure()
    {
        Deliver();
        for (var number = 0; number < 3; number++)
        {
            Fail(TimeSpan.FromSeconds(20));
            Take(Decisions.Denied(Reason.LinkMissing) with { Time = _time.GetUtcNow(), LinkId = null });
        }

        Assert.Equal("backend_refused", Assert.Single(_watch.Read(Company).Outages, outage => outage.Host is not null).Why.Code);
    }

    /// <summary>The newest denial is often a stranger's. What counts is the path on which the host delivered.</summary>
    [Fact]
    public void Read_StrangersBesideADisabledLink_DoNotNameTheCause()
    {
        Deliver();
        for (var number = 0; number < 3; number++)
        {
            Deny(TimeSpan.FromSeconds(20), Reason.LinkDisabled);
            Take(Decisions.Denied(Reason.LinkMissing) with { Time = _time.GetUtcNow(), LinkId = null });
            Take(Decisions.Denied(Reason.LinkMismatch) with { Time = _time.GetUtcNow(), LinkId = TestPolicy.Link(CloudProvider.Aws, "vpce-08d2bf15fac5001c9") });
        }

        Assert.Equal("link_disabled", Assert.Single(_watch.Read(Company).Outages, outage => outage.Host is not null).Why.Code);
    }

    /// <summary>If the host delivered over the internet too, its link tells more than the internet.</summary>
    [Fact]
    public void Read_ALinkAndTheInternetWereDelivered_TheLinkNamesTheCause()
    {
        Deliver();
        Deliver(Allowed() with { LinkId = null });
        for (var number = 0; number < 3; number++)
        {
            Deny(TimeSpan.FromSeconds(20), Reason.LinkDisabled);
            Take(Decisions.Denied(Reason.LinkMissing) with { Time = _time.GetUtcNow(), LinkId = null });
        }

        Assert.Equal("link_disabled", Assert.Single(_watch.Read(Company).Outages, outage => outage.Host is not null).Why.Code);
    }

    /// <summary>If the same path is denied now, an earlier failure is no longer the cause.</summary>
    [Fact]
    public void Read_AFailingPathThatIsDisabledNow_SaysThatItIsDisabled()
    {
        Deliver();
        for (var number = 0; number < 3; number++) Fail(TimeSpan.FromSeconds(20));
        Deny(TimeSpan.FromSeconds(20), Reason.HostDisabled);

        Assert.All(_watch.Read(Company).Outages, outage => Assert.Equal("host_disabled", outage.Why.Code));
    }

    [Fact]
    public void Read_AHostThatNeverDelivered_IsNoOutage()
    {
        for (var number = 0; number < 9; number++) Deny(TimeSpan.FromMinutes(1));

        Assert.Empty(_watch.Read(Company).Outages);
    }

    /// <summary>The person on call must read that it is over, and since when.</summary>
    [Fact]
    public void Read_AHostThatDeliversAgain_IsAnOutageThatHasEnded()
    {
        Deliver();
        for (var number = 0; number < 3; number++) Fail(TimeSpan.FromMinutes(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Deliver();
        var end = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(1));
        Deliver();

        var outage = Assert.Single(_watch.Read(Company).Outages);

        Assert.Equal(("megacorp.my-saas.io", 3, end), (outage.Host, outage.Count, outage.Ended));
        Assert.Equal((Decisions.Noon, "backend_refused"), (outage.Since, outage.Why.Code));
        Assert.Equal(end, Assert.Single(_watch.Read(Company).Patterns).Ended);
        _time.Advance(DeliveryRun.Remembered + TimeSpan.FromSeconds(1));
        Assert.Empty(_watch.Read(Company).Outages);
    }

    [Fact]
    public void Read_AFewDenialsBetweenDeliveries_AreNoOutageThatHasEnded()
    {
        Deliver();
        for (var number = 0; number < 2; number++) Deny(TimeSpan.FromMinutes(1));
        Deliver();

        Assert.Empty(_watch.Read(Company).Outages);
    }

    /// <summary>What another path delivers says nothing about this one.</summary>
    [Fact]
    public void Read_OnlyAnotherPathDelivers_DoesNotEndTheFailures()
    {
        Deliver();
        Fail(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        Deliver(Allowed() with { LinkId = null });

        Assert.Null(Assert.Single(_watch.Read(Company).Patterns).Ended);
    }

    /// <summary>A connection that was opened before the failures may end after them.</summary>
    [Fact]
    public void Read_AnOlderConnectionThatEndsLater_DoesNotEndTheFailures()
    {
        var older = Allowed();
        Fail(TimeSpan.FromSeconds(1));
        Deliver(older);

        Assert.Null(Assert.Single(_watch.Read(Company).Patterns).Ended);
    }

    /// <summary>The load balancer's header is broken. A client on the internet, which has no link ID either, does not show that it is repaired.</summary>
    [Fact]
    public void Read_AnUnusableLinkId_IsNotTheInternet()
    {
        Deliver(Allowed() with { LinkId = null });
        _time.Advance(TimeSpan.FromSeconds(1));
        Take(Decisions.Denied(Reason.LinkMalformed) with { Time = _time.GetUtcNow(), LinkId = null, LinkKind = LinkIdentityKind.Malformed });
        _time.Advance(TimeSpan.FromSeconds(1));
        Deliver(Allowed() with { LinkId = null });

        Assert.Null(Assert.Single(_watch.Read(Company).Patterns).Ended);
    }

    /// <summary>The host works again through another endpoint, so only the endpoint's line tells that it does not.</summary>
    [Fact]
    public void Read_AnEndpointThatStillFailsWhileItsHostHasRecovered_IsNamed()
    {
        Deliver();
        for (var number = 0; number < 3; number++) Deny(TimeSpan.FromMinutes(1), Reason.LinkDisabled);
        Assert.Equal("megacorp.my-saas.io", Assert.Single(_watch.Read(Company).Outages).Host);

        Deliver(Allowed() with { LinkId = null });

        Assert.Equal([("megacorp.my-saas.io", null, true), (null, "vpce-0a1b2c3d4e5f60718", false)],
            _watch.Read(Company).Outages.OrderBy(outage => outage.Link).Select(outage => (outage.Host, outage.Link, outage.Ended is not null)));
    }

    /// <summary>Anyone on the internet can cause denials. Between the connections of a quiet host they are no outage.</summary>
    [Fact]
    public void Read_StrangersAtAQuietHost_AreNoOutage()
    {
        Deliver();
        _time.Advance(TimeSpan.FromMinutes(10));
        Deliver();
        for (var number = 0; number < 20; number++) DenyStranger(TimeSpan.FromMinutes(1) * 0.9);
        Assert.Empty(_watch.Read(Company).Outages);

        for (var number = 0; number < 3; number++) DenyStranger(TimeSpan.FromMinutes(1));
        Assert.Single(_watch.Read(Company).Outages);
    }

    /// <summary>The first outage must not count as a time for which the host is usually silent.</summary>
    [Fact]
    public void Read_ASecondOutageSoonAfterTheFirst_IsAnOutage()
    {
        Deliver();
        for (var number = 0; number < 5; number++) Deny(TimeSpan.FromSeconds(30), Reason.LinkDisabled);
        Deliver();
        for (var number = 0; number < 3; number++) Deny(TimeSpan.FromSeconds(12), Reason.HostDisabled);

        var outage = Assert.Single(_watch.Read(Company).Outages);

        Assert.Equal(("host_disabled", null), (outage.Why.Code, outage.Ended));
    }

    /// <summary>Before the second outage is certain, the first one must not be said to have ended with deliveries.</summary>
    [Fact]
    public void Read_AnEndedOutageWhoseLinkIsDeniedAgain_IsNotSaidToDeliver()
    {
        Deliver();
        for (var number = 0; number < 3; number++) Deny(TimeSpan.FromSeconds(30), Reason.LinkDisabled);
        Deliver();
        Assert.NotNull(Assert.Single(_watch.Read(Company).Outages).Ended);

        Deny(TimeSpan.FromSeconds(1), Reason.HostDisabled);

        Assert.Empty(_watch.Read(Company).Outages);
    }

    [Fact]
    public void Read_StrangersDuringAnOutage_AreNotCountedInIt()
    {
        Deliver();
        for (var number = 0; number < 3; number++)
        {
            Deny(TimeSpan.FromSeconds(20), Reason.LinkDisabled);
            DenyStranger(TimeSpan.Zero);
        }

        Assert.Equal(3, Assert.Single(_watch.Read(Company).Outages).Count);
    }

    /// <summary>A connection that stays open is delivered, although its end is not known.</summary>
    [Fact]
    public void Read_AConnectionThatStaysOpen_Delivers()
    {
        Deliver();
        _time.Advance(TimeSpan.FromMinutes(1));
        Take(Allowed());
        for (var number = 0; number < 3; number++) Deny(TimeSpan.FromSeconds(9));
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(_watch.Read(Company).Outages);
    }

    [Fact]
    public void Read_ClientsThatGaveUp_AreForgotten()
    {
        Deliver();
        for (var number = 0; number < 3; number++) Deny(TimeSpan.FromMinutes(1));
        _time.Advance(DeliveryRun.Remembered + TimeSpan.FromSeconds(1));

        Assert.Empty(_watch.Read(Company).Outages);
    }

    /// <summary>An endpoint that brings only refused connections is an outage of its own if its host still works through another one.</summary>
    [Fact]
    public void Read_AnEndpointThatIsOnlyDenied_IsAnOutageBesideAHostThatWorks()
    {
        Deliver();
        for (var number = 0; number < 3; number++)
        {
            Deny(TimeSpan.FromMinutes(1), Reason.LinkDisabled);
            Deliver(Allowed() with { LinkId = null });
        }

        var outage = Assert.Single(_watch.Read(Company).Outages);
        Assert.Equal((null, "vpce-0a1b2c3d4e5f60718", 3), (outage.Host, outage.Link, outage.Count));
        Assert.Null(Assert.Single(_watch.Read(Caller.Tenant("mia", Allowed().TenantId!.Value)).Outages, each => each.Link is not null).Host);
    }

    [Fact]
    public void Read_AnotherTenantsTroubles_AreNotShown()
    {
        Deliver();
        for (var number = 0; number < 3; number++) Deny(TimeSpan.FromMinutes(1));

        var report = _watch.Read(Caller.Tenant("otto", Guid.NewGuid()));

        Assert.Empty(report.Outages);
        Assert.Empty(report.Patterns);
    }

    /// <summary>Every connection counts, so a frequent denial does not push a rare one off the list.</summary>
    [Fact]
    public void Read_ALoudDenial_DoesNotHideARareOne()
    {
        for (var number = 0; number < 3; number++) Take(Decisions.Denied(Reason.HeaderNested) with { Time = _time.GetUtcNow(), Host = "globex.my-saas.io" });
        for (var number = 0; number < 2_000; number++) Deny(TimeSpan.FromMilliseconds(1));

        Assert.Equal([2_000, 3], _watch.Read(Company).Patterns.Select(pattern => pattern.Count).OrderDescending());
    }

    [Fact]
    public void Read_WhatNobodyMustMend_IsNotCounted()
    {
        Take(Decisions.Denied(Reason.ClaimObserved) with { Time = _time.GetUtcNow() });

        Assert.Empty(_watch.Read(Company).Patterns);
    }

    private ConnectionDecision Allowed() => Decisions.Allowed() with { Time = _time.GetUtcNow() };

    private void Deliver(ConnectionDecision? decision = null) => End(decision ?? Allowed(), CloseReason.ClosedClient);

    private void Fail(TimeSpan later)
    {
        _time.Advance(later);
        End(Allowed(), CloseReason.BackendRefused);
    }

    private void End(ConnectionDecision decision, CloseReason reason) => _watch.Take([new(decision), new(decision, Decisions.Closed(decision, reason))]);

    private void DenyStranger(TimeSpan after)
    {
        _time.Advance(after);
        Take(Decisions.Denied(Reason.LinkMissing) with { Time = _time.GetUtcNow(), LinkId = null });
    }

    private void Deny(TimeSpan later, Reason reason = Reason.LinkMismatch)
    {
        _time.Advance(later);
        Take(Decisions.Denied(reason) with { Time = _time.GetUtcNow() });
    }

    private void Take(ConnectionDecision decision) => _watch.Take([new DecisionEvent(decision)]);
}
