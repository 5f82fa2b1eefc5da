using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.Resources;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Resources;

public class ResourcePageTests : PageTest
{
    [Fact]
    public async Task New_SavedAsItIs_SaysWhatIsMissingNextToEachField()
    {
        var page = await RenderedAsync(null);

        page.Find("form").Submit();

        await page.WaitForAssertionAsync(() => Assert.Contains("Not saved: see the marked fields.", page.Text(), StringComparison.Ordinal));
        Assert.Contains("Choose Open, Monitor or Enforce.", page.Find("#mode-error").TextContent, StringComparison.Ordinal);
        Assert.Contains("Choose the tenant that owns the host.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Type the host name that clients connect to", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Modes_AtFirst_NoneIsChosen() => Assert.Empty((await RenderedAsync(null)).FindAll("input[type=radio][checked]"));

    [Fact]
    public async Task Modes_OfAHostThatIsNotEnforced_LeadToTheTrialOnThisPage()
    {
        var page = await RenderedAsync(await IdOfAsync(DemoNames.GlobexHost));

        Assert.Equal(["Open", "Monitor"], page.FindAll("input[type=radio]").Select(radio => radio.GetAttribute("value")));
        Assert.EndsWith("#enforcing", page.Link("Enforce on trial").GetAttribute("href"), StringComparison.Ordinal);
        await page.WaitForAssertionAsync(() => Assert.Contains("Enforce globex.my-saas.io on trial", Finding.TextOf(page.Find("#enforcing")), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Host_TypedWrong_SaysWhatItIs()
    {
        var page = await RenderedAsync(null);

        page.Field("Host name").Input("10.0.0.1");

        Assert.Contains("This is an IP address.", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_PastedWrongThenRight_IsExplainedThenRecognised()
    {
        var page = await RenderedAsync(await IdOfAsync("megacorp.my-saas.io"));

        page.Field("VPC endpoint ID").Input("vpce-svc-0e42e1e06ed010238");
        Assert.Contains("This is the service that you connect to.", page.Text(), StringComparison.Ordinal);

        page.Field("VPC endpoint ID").Input("arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/vpce-0FFFFFFFFFFFFFFF1");
        Assert.Contains("Taken from the ARN.", page.Text(), StringComparison.Ordinal);
        Assert.Equal("vpce-0fffffffffffffff1", Finding.TextOf(page.Find(".link-recognised")));
    }

    [Fact]
    public async Task Save_LinkRemoved_SaysFromWhichRevisionItIsEnforced()
    {
        var page = await RenderedAsync(await IdOfAsync("megacorp.my-saas.io"));

        page.Button("Remove private endpoint 2").Click();
        page.Find("form").Submit();

        await page.WaitForAssertionAsync(() => Assert.Contains("In force as of revision 2", page.Text(), StringComparison.Ordinal));
        Assert.Single((await ResourceAsync("megacorp.my-saas.io")).Draft.Links);
    }

    /// <summary>What carries traffic does not go without a word, and comes back by one press.</summary>
    [Fact]
    public async Task Save_ALinkWithTrafficRemoved_SaysHowMuchAndPutsItBack()
    {
        var host = await ResourceAsync("megacorp.my-saas.io");
        var link = DemoNames.MegacorpAwsLink;
        await StoreAsync(RollUp(host.Id, host.Draft.TenantId, link, 43), RollUp(host.Id, host.Draft.TenantId, null, 57));
        var index = host.Draft.Links.IndexOf(host.Draft.Links.First(each => each.Text == link.ToString())) + 1;
        var dialogs = Render<MudDialogProvider>();
        var page = await RenderedAsync(host.Id);

        page.Button($"Remove private endpoint {index}").Click();
        _ = page.Find("form").SubmitAsync();
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Remove 1 private endpoint?", dialogs.Text(), StringComparison.Ordinal));
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("megacorp.my-saas.io: 43 % of the allowed connections of the last 24 hours (43 of 100), 0 open now.", dialogs.Text(), StringComparison.Ordinal));
        Assert.Equal(host.Draft.Links.Count, (await ResourceAsync("megacorp.my-saas.io")).Draft.Links.Count);
        await dialogs.Button("Save").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("You can undo the removal", page.Text(), StringComparison.Ordinal));
        Assert.Equal(host.Draft.Links.Count - 1, (await ResourceAsync("megacorp.my-saas.io")).Draft.Links.Count);

        await page.Button("Undo").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.DoesNotContain("You can undo the removal", page.Text(), StringComparison.Ordinal));
        Assert.Equal(host.Draft.Links.Select(each => each.Text).Order(), (await ResourceAsync("megacorp.my-saas.io")).Draft.Links.Select(each => each.Text).Order());
    }

    /// <summary>The question comes last: a person who agreed to a cut expects that it is made.</summary>
    [Fact]
    public async Task Save_TheCompanyDisablesWithoutAReason_IsAskedForItBeforeTheQuestion()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        await StoreAsync(RollUp(host.Id, host.Draft.TenantId, DemoNames.MegacorpAwsLink, 43));
        var dialogs = Render<MudDialogProvider>();
        var page = await RenderedAsync(host.Id);

        await page.Find("input[type=checkbox]").ChangeAsync(new() { Value = false });
        await page.Find("form").SubmitAsync();

        Assert.Contains("Give a reason of at least 10 characters.", page.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Disable the host", dialogs.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAHostThatIsOff_DoesNotSayThatItsModeIsInForce()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        (host.Draft.Enabled, host.Draft.Reason) = (false, "their certificate was stolen");
        await SaveAsync(host);

        var page = await RenderedAsync(host.Id);

        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll(".notice").Count(notice =>
            Finding.TextOf(notice).StartsWith("No client can connect: the host is disabled.", StringComparison.Ordinal))));
        Assert.Contains("Not in force now.", Finding.TextOf(page.Find(".modes-chosen")), StringComparison.Ordinal);
        Assert.DoesNotContain("Enforced: only listed links are allowed.", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfASuspendedTenantsHost_SaysThatNobodyCanConnect()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        await ImportAsync(context => context.Tenants.Single(tenant => tenant.Id == host.Draft.TenantId).Suspended = true);

        var page = await RenderedAsync(host.Id);

        Assert.Contains("No client can connect: Megacorp is suspended.", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithAnEndpointThatIsOff_SaysSoAtItsRowAndThatNobodyCanConnect()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        await ImportAsync(context =>
        {
            foreach (var endpoint in context.PrivateEndpoints.Where(endpoint => endpoint.TenantId == host.Draft.TenantId).ToList()) endpoint.Enabled = false;
        });

        var page = await RenderedAsync(host.Id);

        Assert.Contains("This private endpoint is disabled for every host", page.Text(), StringComparison.Ordinal);
        Assert.Contains("No client can connect: the mode is Enforce", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithAnOfferedLink_FillsItInAndSavesItByTheForm()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        var service = host.Draft.Links.First(link => link.Text == DemoNames.MegacorpAwsLink.ToString()).ServiceId;
        Services.GetRequiredService<NavigationManager>().NavigateTo(new OfferedLink(DemoNames.StrangerAwsLink, service).HrefOf(host.Id));
        var page = await RenderedAsync(host.Id);
        Assert.Contains($"{DemoNames.StrangerAwsLink} is filled in below and not saved yet. Check that it is this customer's own private endpoint, then save.", page.Text(), StringComparison.Ordinal);
        Assert.Equal(host.Draft.Links.Count, (await ResourceAsync(DemoNames.MegacorpHost)).Draft.Links.Count);

        page.Find("form").Submit();

        await page.WaitForAssertionAsync(() => Assert.Contains("In force as of revision 2", page.Text(), StringComparison.Ordinal));
        Assert.DoesNotContain("is filled in below", page.Text(), StringComparison.Ordinal);
        Assert.Contains((await ResourceAsync(DemoNames.MegacorpHost)).Draft.Links, link => link.Text == DemoNames.StrangerAwsLink.ToString());
    }

    /// <summary>What another person has taken away since stays away: the way back is refused, and says what has changed.</summary>
    [Fact]
    public async Task PutBack_SomebodyElseHasSavedSince_IsRefusedAndChangesNothing()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        var page = await RenderedAsync(host.Id);
        page.Button("Remove private endpoint 2").Click();
        page.Find("form").Submit();
        await page.WaitForAssertionAsync(() => Assert.Contains("You can undo the removal", page.Text(), StringComparison.Ordinal));
        var other = await ResourceAsync(DemoNames.MegacorpHost);
        other.Draft.Links.Clear();
        (other.Draft.Enabled, other.Draft.Reason) = (false, "their certificate was stolen");
        await SaveAsync(other);

        await page.Button("Undo").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("local saved this resource", page.Text(), StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("table.conflict"));
        Assert.DoesNotContain("You can undo the removal", page.Text(), StringComparison.Ordinal);
        var now = await ResourceAsync(DemoNames.MegacorpHost);
        Assert.Equal((false, 0), (now.Draft.Enabled, now.Draft.Links.Count));
    }

    /// <summary>The offer stands while it is possible, also after the page was loaded again.</summary>
    [Fact]
    public async Task PutBack_PageLoadedAgain_IsStillOfferedUntilTheTimeIsOver()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        var first = await RenderedAsync(host.Id);
        first.Button("Remove private endpoint 2").Click();
        first.Find("form").Submit();
        await first.WaitForAssertionAsync(() => Assert.Contains("You can undo the removal", first.Text(), StringComparison.Ordinal));

        var again = Render<ResourcePage>(parameters => parameters.Add(component => component.Id, host.Id));
        await again.WaitForElementAsync("form");

        Assert.Contains("You can undo the removal", again.Text(), StringComparison.Ordinal);
        await again.Button("Undo").ClickAsync(new());
        await again.WaitForAssertionAsync(() => Assert.DoesNotContain("You can undo", again.Text(), StringComparison.Ordinal));
        Assert.Equal(host.Draft.Links.Count, (await ResourceAsync(DemoNames.MegacorpHost)).Draft.Links.Count);
        var third = Render<ResourcePage>(parameters => parameters.Add(component => component.Id, host.Id));
        await third.WaitForElementAsync("form");
        Assert.DoesNotContain("You can undo", third.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutBack_SomebodyWhoMayOnlyLook_IsNotOffered()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        Own<KeptUndos>().Keep(side: null, host.Id, new("", host.Version, PersonId: null, "local"));
        Reader.Become(Caller.Company("vera", CompanyRole.Viewer));

        var page = await RenderedAsync(host.Id);

        Assert.DoesNotContain("You can undo", page.Text(), StringComparison.Ordinal);
    }

    /// <summary>Another upstream denies nobody, and still takes all connections elsewhere.</summary>
    [Fact]
    public async Task Save_AnotherUpstream_SaysWhatGoesElsewhereAndPutsItBack()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        var upstream = new PrivateLink.Portal.Data.Entities.Upstream { Name = "spare" };
        await StoreAsync(upstream);
        await StoreAsync(RollUp(host.Id, host.Draft.TenantId, DemoNames.MegacorpAwsLink, 43));
        var dialogs = Render<MudDialogProvider>();
        var page = await RenderedAsync(host.Id);
        var select = page.FindComponents<MudSelect<Guid?>>().Single(select => select.Instance.Label == "Upstream");

        await page.InvokeAsync(() => select.Instance.ValueChanged.InvokeAsync(upstream.Id));
        _ = page.Find("form").SubmitAsync();

        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Send the host to another upstream?", dialogs.Text(), StringComparison.Ordinal));
        Assert.Contains("New connections to these hosts go to other addresses. Open ones stay open:", dialogs.Text(), StringComparison.Ordinal);
        Assert.Contains("100 % of the allowed connections of the last 24 hours (43 of 43)", dialogs.Text(), StringComparison.Ordinal);
        await dialogs.Button("Save").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Contains("You can undo the change", page.Text(), StringComparison.Ordinal));
        await page.Button("Undo").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.DoesNotContain("You can undo", page.Text(), StringComparison.Ordinal));
        Assert.Equal(host.Draft.UpstreamId, (await ResourceAsync(DemoNames.MegacorpHost)).Draft.UpstreamId);
    }

    /// <summary>It leads back from the last save alone: what a later one adds would go without a word.</summary>
    [Fact]
    public async Task Save_AfterOneThatRemoved_HasNoWayBackBeforeIt()
    {
        var page = await RenderedAsync(await IdOfAsync(DemoNames.MegacorpHost));
        page.Button("Remove private endpoint 2").Click();
        page.Find("form").Submit();
        await page.WaitForAssertionAsync(() => Assert.Contains("You can undo the removal", page.Text(), StringComparison.Ordinal));

        page.Field("Alias names").Input("megacorp.private.my-saas.io");
        page.Find("form").Submit();

        await page.WaitForAssertionAsync(() => Assert.Contains("In force as of revision 3", page.Text(), StringComparison.Ordinal));
        Assert.DoesNotContain("You can undo the removal", page.Text(), StringComparison.Ordinal);
    }

    /// <summary>A host that lets everybody in denies nobody for want of a link.</summary>
    [Fact]
    public async Task Save_ALinkOfAMonitoredHostRemoved_AsksNothingAndCanBePutBack()
    {
        var host = await ResourceAsync(DemoNames.GlobexHost);
        await StoreAsync(RollUp(host.Id, host.Draft.TenantId, DemoNames.GlobexGcpLink, 43));
        var dialogs = Render<MudDialogProvider>();
        var page = await RenderedAsync(host.Id);
        foreach (var _ in host.Draft.Links) page.Button("Remove private endpoint 1").Click();

        page.Find("form").Submit();

        await page.WaitForAssertionAsync(() => Assert.Contains("You can undo the removal", page.Text(), StringComparison.Ordinal));
        Assert.DoesNotContain("are denied", dialogs.Text(), StringComparison.Ordinal);
    }

    private static HourlyRollUp RollUp(Guid resource, Guid? tenant, LinkId? link, long connections) => new()
    {
        Id = Guid.NewGuid(),
        Hour = DateTime.UtcNow.Date.AddHours(DateTime.UtcNow.Hour - 1),
        TenantId = tenant,
        ResourceId = resource,
        Listener = "aws",
        Cloud = link?.Cloud,
        LinkId = link?.ToString(),
        Verdict = Verdict.Allowed,
        Reason = Reason.LinkMatched,
        Connections = connections,
        Failed = 0,
        BytesFromClient = 0,
        BytesFromUpstream = 0,
        Sources = "",
    };

    [Fact]
    public async Task Links_AllOffUnderEnforce_WarnsBeforeSaving()
    {
        var page = await RenderedAsync(await IdOfAsync("megacorp.my-saas.io"));

        page.Button("Remove private endpoint 2").Click();
        page.Button("Remove private endpoint 1").Click();

        Assert.Contains("No client can connect: the mode is Enforce", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_SomebodyElseWasFaster_SaysWhoAndOffersToLoadAgain()
    {
        var other = await ResourceAsync("status.my-saas.io");
        var page = await RenderedAsync(other.Id);
        other.Draft.Mode = ResourceMode.Monitor;
        await SaveAsync(other);

        page.Find("form").Submit();

        await page.WaitForAssertionAsync(() => Assert.Contains("local saved this resource", page.Text(), StringComparison.Ordinal));
        page.Button("Reload").Click();
        await page.WaitForAssertionAsync(() => Assert.Equal("Monitor", page.Find("input[type=radio][checked]").GetAttribute("value")));
    }

    [Fact]
    public async Task Leave_WithUnsavedChanges_AsksFirst()
    {
        var dialogs = Render<MudDialogProvider>();
        var page = await RenderedAsync(await IdOfAsync("status.my-saas.io"));
        page.Field("Host name").Input("status2.my-saas.io");
        var navigation = Services.GetRequiredService<NavigationManager>();
        var before = navigation.Uri;

        _ = page.InvokeAsync(() => navigation.NavigateTo("resources"));
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Leave without saving?", dialogs.Text(), StringComparison.Ordinal));
        dialogs.Button("Stay").Click();

        Assert.Equal(before, navigation.Uri);
    }

    [Fact]
    public async Task Unknown_Resource_IsNotFound()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        var notFound = false;
        navigation.OnNotFound += (_, _) => notFound = true;

        var page = Render<ResourcePage>(parameters => parameters.Add(component => component.Id, Guid.NewGuid()));

        await page.WaitForAssertionAsync(() => Assert.True(notFound));
    }

    private async Task<Guid> IdOfAsync(string host) => (await ResourceAsync(host)).Id;

    private async Task<IRenderedComponent<ResourcePage>> RenderedAsync(Guid? id)
    {
        Render<MudPopoverProvider>();
        var page = Render<ResourcePage>(parameters => parameters.Add(component => component.Id, id));
        await page.WaitForElementAsync("form");
        return page;
    }
}
