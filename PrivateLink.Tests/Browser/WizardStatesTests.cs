using Microsoft.Playwright;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>
/// Screens of the wizard that the normal path does not show: with errors, and before their turn. None has accessibility faults, in either theme.
/// </summary>
[Collection(nameof(PortalInBrowser))]
public class WizardStatesTests(PortalInBrowser portal)
{
    private const string Host = "states-story.my-saas.io";

    [Fact]
    public async Task Steps_WithMistakesAndTooEarly_AreSound()
    {
        var story = CloudStory.Of(CloudProvider.Aws);
        await using (var company = await portal.OpenAsync())
        {
            await company.GoToAsync("/");
            await company.Page.AddHostAsync(Host);
        }

        await using var window = await portal.OpenAsync(visitor: Visitor.Customer);
        var page = window.Page;
        await window.GoToAsync("/connect");
        await page.PressAsync("Start setup");
        await page.ExpectTextAsync("Choose the cloud and the service");
        await LookAsync("begin");

        await page.ChooseServiceAsync(story.Service, Host);
        await page.StartAsync();
        await page.ExpectStepAsync("Zones");
        var steps = page.Url[..page.Url.LastIndexOf('/')];
        await page.GetByLabel("What the command printed").FillAsync("an error occurred");
        await LookAsync("zones");

        await GoAsync("create", $"Create the {story.Words.PrivateEndpoint}");
        await page.GetByLabel("VPC", new() { Exact = true }).FillAsync("subnet-0a1b2c3d");
        await page.ExpectTextAsync("A VPC ID starts with vpc-.");
        await LookAsync("create");

        await GoAsync("link", story.Words.LinkIdTitle);
        await page.GetByRole(AriaRole.Textbox, new() { Name = story.Words.LinkId }).FillAsync("no such thing");
        await LookAsync("link");

        foreach (var (step, title) in new[] { ("service", "Cloud and hosts"), ("dns", "DNS"), ("verify", "Verify"), ("done", "Done") })
        {
            await GoAsync(step, title);
            await LookAsync(step);
        }

        await GoAsync("enforce", "Enforce");
        await page.PressAsync($"Enforce {Host} on trial");
        await page.ExpectTextAsync($"Type {Host} to confirm.");
        await LookAsync("enforce");

        Task LookAsync(string state) => window.LookInEveryViewAsync($"wizard-state-{state}", isThorough: true);

        async Task GoAsync(string step, string title)
        {
            await window.GoToAsync(new Uri($"{steps}/{step}").AbsolutePath);
            await page.ExpectStepAsync(title);
        }
    }
}
