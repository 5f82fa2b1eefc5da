using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Pages.PrivateEndpoints;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Links;
using Xunit;
using PrivateLink.Tests.Portal.Components.Onboarding;

namespace PrivateLink.Tests.Portal.Components.PrivateEndpoints;

public sealed class PrivateEndpointPageTests : OnboardingPageTest
{
    [Fact]
    public async Task Page_OfAnEndpointThroughWhichNothingCame_SaysWhichKindOfNothing()
    {
        var list = Render<PrivateEndpointsPage>();
        await list.WaitForAssertionAsync(() => Assert.Equal(4, list.FindAll("tbody tr").Count));
        var id = Guid.Parse(list.Find("tbody a").GetAttribute("href")!.Split('/')[1]);

        var page = Render<PrivateEndpointPage>(parameters => parameters.Add(each => each.Id, id));

        await page.WaitForAssertionAsync(() => Assert.Contains("Missing traffic", page.Text(), StringComparison.Ordinal));
        await page.WaitForAssertionAsync(() => Assert.Contains("No connection yet", page.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_AndPage_ShowWhatTheDemonstrationHas()
    {
        var list = Render<PrivateEndpointsPage>();
        await list.WaitForAssertionAsync(() => Assert.Equal(4, list.FindAll("tbody tr").Count));

        var id = Guid.Parse(list.Find("tbody a").GetAttribute("href")!.Split('/')[1]);
        var page = Render<PrivateEndpointPage>(parameters => parameters.Add(each => each.Id, id));
        await page.WaitForAssertionAsync(() => Assert.Contains("Ownership", page.Text(), StringComparison.Ordinal));
        page.Field("Name").Input("Production");
        await page.Button("Rename").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal("Production", page.Find("h1").TextContent));
        Assert.True(page.Button("Rename").HasAttribute("disabled"));

        var dialogs = Render<MudBlazor.MudDialogProvider>();
        _ = page.Button("Disable endpoint").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Disable Production?", dialogs.Text(), StringComparison.Ordinal));
        await dialogs.Button("Disable").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.Contains("Give a reason of at least 10 characters", dialogs.Text(), StringComparison.Ordinal));
        dialogs.Field("Reason").Input("this endpoint was sold");
        await dialogs.Button("Disable").ClickAsync(new());

        await page.WaitForAssertionAsync(() => Assert.Contains("Disabled", page.Text(), StringComparison.Ordinal));
        Assert.Contains("Disabled by the company. Reason: this endpoint was sold", page.Text(), StringComparison.Ordinal);
        var tenant = (await Own<OnboardingService>().FindAsync(Company, id, Cancel))!.TenantId;
        Reader.Become(Caller.Tenant("vera", tenant, TenantRole.Viewer));
        var read = Render<PrivateEndpointPage>(parameters => parameters.Add(each => each.Id, id));
        await read.WaitForAssertionAsync(() => Assert.Contains("Disabled by the company. Reason: this endpoint was sold", read.Text(), StringComparison.Ordinal));
    }

    /// <summary>The company's switch turns the link in every row that the tenant has of it.</summary>
    [Fact]
    public async Task KeepDisabled_TheLinkIsOnUnderAnotherService_NamesTheHostsOfThatRow()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        var service = new PrivateLinkService { Name = "another", Cloud = CloudProvider.Aws, Region = "us-east-1", Alias = "another", Published = true };
        var endpoint = new PrivateEndpoint
        {
            TenantId = host.Draft.TenantId!.Value,
            ServiceId = service.Id,
            Cloud = CloudProvider.Aws,
            LinkId = DemoNames.MegacorpAwsLink.ToString(),
            Enabled = false,
        };
        await StoreAsync(service, endpoint);
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = Render<PrivateEndpointPage>(parameters => parameters.Add(each => each.Id, endpoint.Id));
        await page.WaitForAssertionAsync(() => page.Button("Keep endpoint disabled"));

        _ = page.Button("Keep endpoint disabled").ClickAsync(new());

        await dialogs.WaitForAssertionAsync(() => Assert.Contains("disabled?", dialogs.Text(), StringComparison.Ordinal));
        Assert.Contains(DemoNames.MegacorpHost, dialogs.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("No enforced host accepts connections through it now.", dialogs.Text(), StringComparison.Ordinal);
    }
}
