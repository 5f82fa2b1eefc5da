using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.PrivateEndpoints;
using PrivateLink.Portal.Components.Pages.Publishing;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Links;
using Xunit;
using PrivateLink.Tests.Portal.Components.Onboarding;

namespace PrivateLink.Tests.Portal.Components.Publishing;

public sealed class ClaimsPageTests : OnboardingPageTest
{
    [Fact]
    public async Task Claims_AnEndpointThatWasCreated_HasTheCommandsForOperations()
    {
        var id = await StartAsync(CloudProvider.Azure);
        Assert.IsType<SaveResult.Saved>(await Own<OnboardingService>().ConfirmCreatedAsync(Company, id, Cancel));

        var page = Render<ClaimsPage>();

        await page.WaitForAssertionAsync(() => Assert.Contains("az network private-link-service show", page.Text(), StringComparison.Ordinal));
        Assert.NotEmpty(await Own<PendingEndpointService>().PendingAsync(Company, Cancel));
    }

    [Fact]
    public async Task Claims_ApprovedWithAMessage_IsReadOnTheEndpointsPage()
    {
        var id = await StartAsync(CloudProvider.Azure);
        Assert.IsType<SaveResult.Saved>(await Own<OnboardingService>().ConfirmCreatedAsync(Company, id, Cancel));
        var claims = Render<ClaimsPage>();
        await claims.WaitForAssertionAsync(() => claims.Button("Mark as refused"));
        Assert.StartsWith("az network private-endpoint-connection approve", claims.Find("[role=tabpanel] pre").TextContent, StringComparison.Ordinal);

        await claims.Button("Mark as refused").ClickAsync(new());
        await claims.WaitForAssertionAsync(() => Assert.Contains("Say why you refuse it", claims.Text(), StringComparison.Ordinal));
        claims.Field("Message to the customer").Change("Welcome to my-saas");
        await claims.Button("Mark as approved").ClickAsync(new());

        await claims.WaitForAssertionAsync(() => Assert.Contains("It is approved. If our cloud shows the link ID, assign it.", claims.Text(), StringComparison.Ordinal));
        var page = Render<PrivateEndpointPage>(parameters => parameters.Add(each => each.Id, id));
        await page.WaitForAssertionAsync(() => Assert.Contains("Welcome to my-saas", page.Text(), StringComparison.Ordinal));
        var link = await StepAsync(id, OnboardingStep.Link);
        Assert.Contains("Approved since", link.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("We must approve it first", link.Text(), StringComparison.Ordinal);
    }
}
