using System.Net;
using Bunit;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Pages.Home;
using PrivateLink.Portal.Components.Pages.Upstreams;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Operations;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Upstreams;

public class UpstreamPagesTests : PageTest
{
    [Fact]
    public void List_OfThePolicyInForce_NamesTheHosts()
    {
        var page = Render<UpstreamsPage>();

        page.WaitForElement("section");
        Assert.Contains("echo", page.Text(), StringComparison.Ordinal);
        Assert.Contains(DemoNames.MegacorpHost, page.Text(), StringComparison.Ordinal);
        Assert.Contains("it cannot tell which one was authorised", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ShowsUpstreamsThatNoHostUses()
    {
        await StoreAsync(new Upstream { Name = "spare", Addresses = { new UpstreamAddress { Host = "10.0.4.11", Port = 443 } } });

        var page = Render<UpstreamsPage>();

        page.WaitForAssertion(() => Assert.Contains("not checked: no host uses it", page.Text(), StringComparison.Ordinal));
        Assert.Contains("10.0.4.11:443", page.Text(), StringComparison.Ordinal);
    }

    /// <summary>What says that an upstream is down leads here.</summary>
    [Fact]
    public void Page_OfAnUpstreamThatIsDown_SaysSoAddressByAddress()
    {
        var upstream = Own<OperationsReports>().Upstreams()[0];
        for (var check = 0; check < 3; check++) Own<UpstreamHealth>().Of(IPEndPoint.Parse(upstream.Addresses[0].Configured)).Checked("refused the check");

        var page = Render<UpstreamPage>(parameters => parameters.Add(each => each.Id, upstream.Id));

        page.WaitForAssertion(() => Assert.Contains("down since", page.Text(), StringComparison.Ordinal));
        Assert.Contains($"{upstream.Addresses[0].Configured} unhealthy: refused the check", page.Text(), StringComparison.Ordinal);
        Assert.Contains("are allowed and then fail", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void New_BadAddress_IsSaidWhileTyping_AndNothingIsSaved()
    {
        var page = Render<UpstreamPage>();

        page.Field("Addresses").Input("10.0.4.11");
        page.WaitForAssertion(() => Assert.Contains("has no port", page.Text(), StringComparison.Ordinal));
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Not saved: see the marked fields.", page.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public void New_SomebodyWhoMayOnlyLook_SeesWhoMay()
    {
        Reader.Become(Caller.Company("vera", CompanyRole.Viewer));

        var page = Render<UpstreamPage>();

        Assert.Empty(page.FindAll("button[type=submit]"));
        Assert.Contains(Permissions.Of(Permission.EditUpstreams).WhoMay, page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void FirstSteps_Demonstration_OnlyTheInvitationIsLeft()
    {
        var list = Render<FirstStepsList>();

        Assert.Equal(["Invite the customer"], list.FindAll("li a").Select(link => link.TextContent));
    }
}
