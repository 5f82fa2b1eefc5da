using System.Net;
using Bunit;
using MudBlazor;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.Home;
using PrivateLink.Portal.Components.Pages.Upstreams;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.Upstreams;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Upstreams;

public class UpstreamPagesTests : PageTest
{
    private static Caller Company => Caller.Company("local");

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

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
    public void Page_OfAnAddressThatIsNotCheckedYet_DoesNotCallItHealthy()
    {
        var page = Render<UpstreamPage>(parameters => parameters.Add(each => each.Id, Own<OperationsReports>().Upstreams()[0].Id));

        page.WaitForAssertion(() => Assert.Equal("not checked yet, 0 connections", Finding.TextOf(page.Find(".upstream-state"))));
        Assert.DoesNotContain("healthy", Finding.TextOf(page.Find(".now")), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfAnAddressThatHasJustBegunToFail_DoesNotCallItHealthy()
    {
        var upstream = Own<OperationsReports>().Upstreams()[0];
        Own<UpstreamHealth>().Of(IPEndPoint.Parse(upstream.Addresses[0].Configured)).Failed("refused the connection");

        var page = Render<UpstreamPage>(parameters => parameters.Add(each => each.Id, upstream.Id));

        page.WaitForAssertion(() => Assert.Contains($"{upstream.Addresses[0].Configured} in use, but the last attempt failed: refused the connection", page.Text(), StringComparison.Ordinal));
    }

    /// <summary>Other addresses deny nobody, and still take all connections of its hosts elsewhere: it is said before, and taken back after, also on the page loaded anew.</summary>
    [Fact]
    public async Task Save_AnAddressReplaced_SaysWhatGoesElsewhereAndPutsItBack()
    {
        var row = (await Own<UpstreamService>().ListAsync(Company, Cancel)).First(row => row.HostCount > 0);
        var host = row.Hosts[0];
        await StoreAsync(new HourlyRollUp
        {
            Id = Guid.NewGuid(),
            Hour = DateTime.UtcNow.Date.AddHours(DateTime.UtcNow.Hour),
            ResourceId = host.ResourceId,
            Listener = "aws",
            Verdict = PrivateLink.Protocol.Policy.Verdict.Allowed,
            Reason = PrivateLink.Protocol.Reasons.Reason.LinkMatched,
            Connections = 43,
            Failed = 0,
            BytesFromClient = 0,
            BytesFromUpstream = 0,
            Sources = "",
        });
        var (before, header) = (row.Draft.Addresses, row.Draft.SendProxyHeader);
        var dialogs = Render<MudDialogProvider>();
        var page = Render<UpstreamPage>(parameters => parameters.Add(each => each.Id, row.Id));
        page.WaitForElement("form");

        page.Field("Addresses").Input("10.0.4.11:443");
        await page.InvokeAsync(() => page.FindComponent<MudSwitch<bool>>().Instance.ValueChanged.InvokeAsync(!header));
        _ = page.Find("form").SubmitAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.Contains($"Change the addresses of {row.Draft.Name}?", dialogs.Text(), StringComparison.Ordinal));
        Assert.Contains("New connections to these hosts go to other addresses. Open ones stay open:", dialogs.Text(), StringComparison.Ordinal);
        Assert.Contains($"{host.Host}: 100 % of the allowed connections of the last 24 hours (43 of 43)", dialogs.Text(), StringComparison.Ordinal);
        Assert.Equal(before, (await Own<UpstreamService>().FindAsync(Company, row.Id, Cancel))!.Draft.Addresses);
        await dialogs.Button("Save").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("You can undo the change of addresses", page.Text(), StringComparison.Ordinal));
        var saved = (await Own<UpstreamService>().FindAsync(Company, row.Id, Cancel))!.Draft;
        Assert.Equal(("10.0.4.11:443", !header), (saved.Addresses, saved.SendProxyHeader));

        var again = Render<UpstreamPage>(parameters => parameters.Add(each => each.Id, row.Id));
        await again.WaitForAssertionAsync(() => Assert.Contains("You can undo the change of addresses", again.Text(), StringComparison.Ordinal));
        await again.Button("Undo").ClickAsync(new());

        await again.WaitForAssertionAsync(() => Assert.DoesNotContain("You can undo", again.Text(), StringComparison.Ordinal));
        var back = (await Own<UpstreamService>().FindAsync(Company, row.Id, Cancel))!.Draft;
        Assert.Equal((before, header), (back.Addresses, back.SendProxyHeader));
    }

    [Fact]
    public async Task Page_AddressesChanged_SaysByWhomAndFromWhatToWhat()
    {
        var row = await ChangeAsync("10.0.4.11:443");
        Reader.Become(Caller.Company("vera", CompanyRole.Viewer));

        var page = Render<UpstreamPage>(parameters => parameters.Add(each => each.Id, row.Id));

        page.WaitForAssertion(() => Assert.Contains("Addresses changed by local, ", page.Text(), StringComparison.Ordinal));
        Assert.Contains($": {row.Draft.Addresses} to 10.0.4.11:443.", page.Text(), StringComparison.Ordinal);
        Assert.Single(page.FindAll("a[href^='audit/']"));
    }

    [Fact]
    public async Task Overview_TheUpstreamFailsSinceItsAddressesWereChanged_SaysByWhomAndOffersTheWayBack()
    {
        var row = await ChangeAsync("10.0.4.11:443");
        Own<KeptUndos>().Keep(side: null, row.Id, new(row.Draft, row.Version + 1, PersonId: null, "local"));
        await Own<PrivateLink.Portal.PolicySnapshots.PolicyPublisher>().RefreshAsync(Cancel);
        for (var check = 0; check < 3; check++) Own<UpstreamHealth>().Of(IPEndPoint.Parse("10.0.4.11:443")).Checked("refused the check");

        var page = Render<OverviewPage>();

        page.WaitForAssertion(() => Assert.Matches($" local changed its addresses at .* UTC: {row.Draft.Addresses} to 10.0.4.11:443[.]", page.Find(".attention").TextContent));
        Assert.Contains(" You can undo it on the upstream's page until ", page.Text(), StringComparison.Ordinal);

        Reader.Become(Caller.Company("vera", CompanyRole.Viewer));
        page = Render<OverviewPage>();
        page.WaitForAssertion(() => Assert.Contains(" local changed its addresses at ", page.Text(), StringComparison.Ordinal));
        Assert.DoesNotContain("You can undo it", page.Text(), StringComparison.Ordinal);
    }

    /// <summary>Between the trial and the save, the person may have read something else.</summary>
    [Fact]
    public async Task Save_AFailedTrial_IsRepeatedInTheQuestion()
    {
        var row = (await Own<UpstreamService>().ListAsync(Company, Cancel)).First(row => row.HostCount > 0);
        var dialogs = Render<MudDialogProvider>();
        var page = Render<UpstreamPage>(parameters => parameters.Add(each => each.Id, row.Id));
        page.WaitForElement("form");
        page.Field("Addresses").Input("127.0.0.1:9");
        await page.Button("Check addresses now").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("Refused: nothing listens on this port.", page.Text(), StringComparison.Ordinal));

        _ = page.Find("form").SubmitAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.Contains("127.0.0.1:9 refused the connection.", dialogs.Text(), StringComparison.Ordinal));
        await dialogs.Button("Cancel").ClickAsync(new());
        Assert.Equal(row.Draft.Addresses, (await Own<UpstreamService>().FindAsync(Company, row.Id, Cancel))!.Draft.Addresses);
    }

    private async Task<UpstreamRow> ChangeAsync(string addresses)
    {
        var row = (await Own<UpstreamService>().ListAsync(Company, Cancel)).First(row => row.HostCount > 0);
        var draft = new UpstreamDraft { Name = row.Draft.Name, Addresses = addresses, SendProxyHeader = row.Draft.SendProxyHeader };
        Assert.IsType<PrivateLink.Portal.Changes.SaveResult.Saved>(await Own<UpstreamService>().UpdateAsync(Company, row.Id, row.Version, draft, Cancel));
        return row;
    }

    [Fact]
    public async Task PutBack_SomebodyWhoMayOnlyLook_IsNotOffered()
    {
        var row = (await Own<UpstreamService>().ListAsync(Company, Cancel))[0];
        Own<KeptUndos>().Keep(side: null, row.Id, new(row.Draft, row.Version, PersonId: null, "local"));
        Reader.Become(Caller.Company("vera", CompanyRole.Viewer));

        var page = Render<UpstreamPage>(parameters => parameters.Add(each => each.Id, row.Id));

        page.WaitForElement("form");
        Assert.DoesNotContain("You can undo", page.Text(), StringComparison.Ordinal);
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
