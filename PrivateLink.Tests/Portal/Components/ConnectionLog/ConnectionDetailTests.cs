using System.Net;
using Bunit;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Operations;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class ConnectionDetailTests : PageTest
{
    private static readonly UpstreamReport Down = new(Guid.NewGuid(), "billing", 1, [new("10.0.0.7:443",
        [new UpstreamAddressStatus(new(IPAddress.Parse("10.0.0.7"), 443), 0, IsHealthy: false, "refused the check") { Since = Decisions.Noon }])]);

    [Fact]
    public void Head_OfAMalformedHeader_SaysWhatWasWrong()
    {
        var denied = Decisions.Denied(Reason.HeaderMalformed) with { FirstBytes = "0d0a0d0a000d0a515549540a51110000", Detail = "unknown version" };

        var remedies = Detail(denied).FindAll(".detail-remedy").Select(Finding.TextOf);

        Assert.Equal("What was wrong: version 5 is unknown.", remedies.First());
    }

    [Theory]
    [InlineData(true, "audit?action=connection.closed&target=connection%20")]
    [InlineData(false, "activity?action=connection.closed&target=connection%20")]
    public void Head_OfOneThatAnOperatorClosed_LeadsToTheReasonGiven(bool isCompany, string href)
    {
        var decision = Decisions.Allowed();
        if (!isCompany) Reader.Become(Caller.Tenant("ada", decision.TenantId!.Value));

        var detail = Detail(decision, CloseReason.ClosedOperator);

        Assert.Contains(detail.FindAll("a"), link => link.GetAttribute("href") == $"{href}{decision.Id}");
    }

    [Fact]
    public void UpstreamStep_ToTheCompany_NamesTheAddressesAsTheyAreNow()
    {
        var upstream = Own<OperationsReports>().Upstreams()[0];
        var address = upstream.Addresses[0].Configured;
        for (var check = 0; check < 3; check++) Own<UpstreamHealth>().Of(IPEndPoint.Parse(address)).Checked("refused the check");
        var decision = Decisions.Allowed() with { Host = DemoNames.MegacorpHost };

        var detail = Detail(decision, CloseReason.BackendRefused);

        Assert.Contains($"Now: {upstream.Name} is down. {address}: refused the check, unhealthy since", detail.Text(), StringComparison.Ordinal);
        Assert.Contains(detail.FindAll("a"), link => link.GetAttribute("href") == $"upstreams/{upstream.Id}");
    }

    [Fact]
    public void UpstreamStep_ToATenant_SaysNothingOfTheUpstream()
    {
        var decision = Decisions.Allowed() with { Host = DemoNames.MegacorpHost };
        Reader.Become(Caller.Tenant("ada", decision.TenantId!.Value));

        Assert.DoesNotContain(Detail(decision, CloseReason.BackendRefused).FindAll("a"), link => link.GetAttribute("href")!.StartsWith("upstreams", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CloseReason.BackendRefused, "it would fail again: billing does not answer (10.0.0.7:443: refused the check) since")]
    [InlineData(CloseReason.ClosedClient, "it would fail: billing does not answer (10.0.0.7:443: refused the check) since")]
    public void Now_WithTheUpstreamDown_SaysThatItWouldFail(CloseReason ending, string expected) =>
        Assert.Contains(expected, Now(ending, Down), StringComparison.Ordinal);

    [Fact]
    public void Now_WithoutKnowingTheUpstream_DoesNotPromiseDelivery() =>
        Assert.Contains("It does not say whether the upstream can be reached.", Now(CloseReason.BackendRefused, upstream: null), StringComparison.Ordinal);

    private string Now(CloseReason ending, UpstreamReport? upstream)
    {
        var decision = Decisions.Allowed();
        return Render<VerdictNowNote>(parameters => parameters
            .Add(note => note.Connection, Decisions.View(decision, Decisions.Closed(decision, ending)))
            .Add(note => note.Now, new VerdictNow(IsAsked: true, Verdict.Allowed, Reason.LinkMatched, Detail: null, Revision: 7))
            .Add(note => note.Upstream, upstream)).Text();
    }

    private IRenderedComponent<ConnectionDetail> Detail(ConnectionDecision decision, CloseReason? ending = null)
    {
        var sight = Reader.Value.IsCompany ? LinkSight.Everything : LinkSight.Of(new HashSet<LinkId>());
        var view = sight.Show(Decisions.Entry(decision, ending is { } how ? Decisions.Closed(decision, how) : null));
        return Render<ConnectionDetail>(parameters => parameters
            .Add(detail => detail.Id, view.Id)
            .Add(detail => detail.Entry, view)
            .Add(detail => detail.FilterHref, _ => "connections"));
    }
}
