using System.Net;
using Bunit;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Pages.Operations;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.Operations;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Operations;

public class ListenerCardTests : ComponentTest
{
    /// <summary>A port scan does not hide that the load balancer has stopped its health checks.</summary>
    [Fact]
    public void Card_APortScanAfterTheLastHealthCheck_StillWarns()
    {
        var card = Card(Decisions.HealthCheck(), Decisions.Denied(Reason.ProbeEmpty) with { Time = Decisions.Noon.AddMinutes(10) });

        Assert.Contains("The last health check came", Finding.TextOf(card.Find(".notice")), StringComparison.Ordinal);
        Assert.Equal(["10 min ago", "just now", "none"], card.FindAll("tbody td:not(.mono):not(.number)").Select(Finding.TextOf));
    }

    /// <summary>Some load balancers check by opening the port alone. Nobody can tell them from a scan, and the card says so.</summary>
    [Fact]
    public void Card_ProbesThatStopped_AreNotCalledHealthChecks()
    {
        var card = Card(Decisions.Denied(Reason.ProbeEmpty));

        Assert.Contains("The last probe, a TCP health check or a port scan, came", Finding.TextOf(card.Find(".notice")), StringComparison.Ordinal);
        Assert.Equal(["none", "10 min ago", "none"], card.FindAll("tbody td:not(.mono):not(.number)").Select(Finding.TextOf));
    }

    private IRenderedComponent<ListenerCard> Card(params ConnectionDecision[] decisions)
    {
        var peers = new PeerWatch();
        peers.Take([.. decisions.Select(decision => new DecisionEvent(decision))]);
        Clock.SetUtcNow(Decisions.Noon.AddMinutes(10));
        var report = new ListenerReport("aws", new(IPAddress.Loopback, 7441), new ListenerOptions(), false, [], peers.Of(Caller.Company("operator"), "aws"));
        return Render<ListenerCard>(parameters => parameters.Add(component => component.Listener, report));
    }
}
