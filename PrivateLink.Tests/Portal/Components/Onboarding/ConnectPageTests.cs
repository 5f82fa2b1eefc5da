using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Components.Pages.Onboarding;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Onboarding;

/// <summary>The first screen of the wizard: which cloud, which service, which hosts.</summary>
public sealed class ConnectPageTests : OnboardingPageTest
{
    [Fact]
    public async Task Connect_SubmittedAsItIs_SaysWhatIsMissing()
    {
        var page = await ConnectAsync();

        page.Find("form").Submit();

        await page.WaitForAssertionAsync(() => Assert.Contains("Choose the tenant", page.Text(), StringComparison.Ordinal));
        Assert.Contains("Choose the cloud and the service", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Choose at least one host", page.Text(), StringComparison.Ordinal);
    }

    /// <summary>The guide is one click away, and going back must keep the choices.</summary>
    [Fact]
    public async Task Connect_ChoicesMade_AreInTheAddressAndThereAgain()
    {
        var page = await ConnectAsync();
        var offer = await Own<OnboardingService>().OfferAsync(Company, Cancel);
        var service = offer.Services.Single(each => each.Cloud == CloudProvider.Aws);
        var host = offer.Hosts.Single(each => each.Host == DemoNames.GlobexHost);
        var navigation = Services.GetRequiredService<NavigationManager>();

        await page.Find($"input[type=radio][value='{service.Id}']").ChangeAsync(new ChangeEventArgs());
        page.Field("Region of your VPC").Input("eu-west-1");
        await page.Field("Region of your VPC").BlurAsync(new());
        page.Field("AWS account").Input("111122223333");
        await page.Field("AWS account").BlurAsync(new());
        Assert.Contains($"service={service.Id}", navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("region=eu-west-1", navigation.Uri, StringComparison.Ordinal);

        navigation.NavigateTo($"{navigation.Uri}&tenant={host.TenantId}&hosts={host.Id}");
        var again = Render<ConnectPage>();
        await again.WaitForAssertionAsync(() => again.Find("form"));
        Assert.Equal(("eu-west-1", "111122223333"), (again.Field("Region of your VPC").GetAttribute("value"), again.Field("AWS account").GetAttribute("value")));
        Assert.True(again.Find($"input[type=radio][value='{service.Id}']").HasAttribute("checked"));
        Assert.Single(again.FindAll("input[type=checkbox][checked]"));
    }

    [Fact]
    public async Task Connect_RegionThatCannotReach_IsSaidWhileTyping()
    {
        var page = await ConnectAsync();
        await page.FindAll("input[type=radio]")[0].ChangeAsync(new ChangeEventArgs());

        page.Field("Region of your VPC").Input("ap-south-1");

        Assert.Contains("accepts endpoints from us-east-1", page.Text(), StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<ConnectPage>> ConnectAsync()
    {
        RenderPopovers();
        var page = Render<ConnectPage>();
        await page.WaitForAssertionAsync(() => page.Find("form"));
        return page;
    }
}
