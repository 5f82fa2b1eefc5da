using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.Onboarding;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Onboarding;

/// <summary>A page of the wizard, or of what it sets up, on the portal's own services.</summary>
public abstract class OnboardingPageTest : PageTest
{
    private protected static Caller Company { get; } = Caller.Company("local");

    private protected static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    private protected async Task<IRenderedComponent<OnboardingPage>> StepAsync(CloudProvider cloud, OnboardingStep step)
    {
        RenderPopovers();
        return await StepAsync(await StartAsync(cloud), step);
    }

    private protected async Task<IRenderedComponent<OnboardingPage>> StepAsync(Guid id, OnboardingStep step)
    {
        var page = Render<OnboardingPage>(parameters => parameters.Add(each => each.Id, id).Add(each => each.Slug, StepSlug.Of(step)));
        await page.WaitForAssertionAsync(() => page.Find("#step-heading"));
        return page;
    }

    private protected void RenderPopovers() => Render<MudBlazor.MudPopoverProvider>();

    private protected async Task<Guid> StartAsync(CloudProvider cloud)
    {
        var offer = await Own<OnboardingService>().OfferAsync(Company, Cancel);
        var service = offer.Services.Single(each => each.Cloud == cloud);
        var host = offer.Hosts.Single(each => each.Host == DemoNames.GlobexHost);
        var draft = new OnboardingDraft { TenantId = host.TenantId, ServiceId = service.Id, Region = service.Region, HostIds = { host.Id } };
        return Assert.IsType<SaveResult.Saved>(await Own<OnboardingService>().StartAsync(Company, draft, Cancel)).Id;
    }
}
