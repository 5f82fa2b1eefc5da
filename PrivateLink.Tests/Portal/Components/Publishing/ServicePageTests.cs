using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.Publishing;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Publishing;
using PrivateLink.Protocol.Links;
using Xunit;
using PrivateLink.Tests.Portal.Components.Onboarding;

namespace PrivateLink.Tests.Portal.Components.Publishing;

public sealed class ServicePageTests : OnboardingPageTest
{
    /// <summary>The way back denies the links, too, and what is typed and not saved does not go with it.</summary>
    [Fact]
    public async Task Service_NamePutBack_AsksFirstAndIsNotOfferedOverWhatIsTyped()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        var service = (await Own<PublishingService>().ListAsync(Company, Cancel)).Single(each => each.Draft.Name == DemoNames.AwsService);
        await StoreAsync(new HourlyRollUp
        {
            Id = Guid.NewGuid(),
            Hour = DateTime.UtcNow.Date.AddHours(DateTime.UtcNow.Hour),
            ResourceId = host.Id,
            Listener = "aws",
            Cloud = CloudProvider.Aws,
            LinkId = DemoNames.MegacorpAwsLink.ToString(),
            Verdict = PrivateLink.Protocol.Policy.Verdict.Allowed,
            Reason = PrivateLink.Protocol.Reasons.Reason.LinkMatched,
            Connections = 43,
            Failed = 0,
            BytesFromClient = 0,
            BytesFromUpstream = 0,
            Sources = "",
        });
        Own<KeptUndos>().Keep(side: null, service.Id, new("as-it-was", service.Version, PersonId: null, "local"));
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        RenderPopovers();
        var page = Render<ServicePage>(parameters => parameters.Add(each => each.Id, service.Id));
        await page.WaitForAssertionAsync(() => Assert.Contains("You can undo the new name", page.Text(), StringComparison.Ordinal));

        page.Field("Ports").Change("8443");
        Assert.DoesNotContain("You can undo the new name", page.Text(), StringComparison.Ordinal);
        page.Field("Ports").Change(service.Draft.Ports);
        _ = page.Button("Undo").ClickAsync(new());

        await dialogs.WaitForAssertionAsync(() => Assert.Contains($"Rename {DemoNames.AwsService}?", dialogs.Text(), StringComparison.Ordinal));
        Assert.Contains(DemoNames.MegacorpHost, dialogs.Text(), StringComparison.Ordinal);
        Assert.Equal(DemoNames.AwsService, (await Own<PublishingService>().FindAsync(Company, service.Id, Cancel))!.Draft.Name);
        await dialogs.Button("Undo").ClickAsync(new());
        await page.WaitForAssertionAsync(() => Assert.Equal("as-it-was", page.Find("h1").TextContent));
    }

    [Fact]
    public async Task Services_Saved_IsInTheList()
    {
        var page = Render<ServicePage>();
        await page.WaitForAssertionAsync(() => page.Find("form"));

        page.Find("form").Submit();

        await page.WaitForAssertionAsync(() => Assert.Contains("Choose the cloud.", page.Text(), StringComparison.Ordinal));
        var list = Render<ServicesPage>();
        await list.WaitForAssertionAsync(() => Assert.Equal(4, list.FindAll("tbody tr").Count));
    }
}
