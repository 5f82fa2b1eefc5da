using Microsoft.Playwright;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>An endpoint for two hosts, of which only one is reached, and a second endpoint of the same tenant in another cloud.</summary>
[Collection(nameof(PortalInBrowser))]
public class SeveralPathsStoryTests(PortalInBrowser portal)
{
    private const string One = "two-one.my-saas.io";
    private const string Other = "two-other.my-saas.io";

    private static readonly CloudStory Aws = CloudStory.Of(CloudProvider.Aws);
    private static readonly CloudStory Gcp = CloudStory.Of(CloudProvider.Gcp);

    [Fact]
    public async Task Hosts_OfWhichOneIsReached_AreToldApart_AndASecondCloudIsNoMistake()
    {
        await AddHostsAsync();
        await using var window = await portal.OpenAsync(visitor: Visitor.Customer);
        var page = window.Page;
        var (awsLink, gcpLink) = (Aws.Link(81), Gcp.Link(81));

        await window.GoToAsync("/");
        await page.ChooseServiceAsync(Aws.Service, One);
        await page.Checkbox(Other).CheckAsync();
        await page.StartAsync();
        await page.CreateAsync(Aws);
        await page.GetByRole(AriaRole.Textbox, new() { Name = Aws.Words.LinkId }).FillAsync(awsLink.ToString());
        await page.PressAsync("Save link ID");
        await page.ExpectStepAsync("DNS");
        await page.PressAsync("DNS is set up: continue");
        await page.ExpectStepAsync("Verify");

        await PlayedClient.KnockAsync(portal.Listener(Aws.Listener), awsLink, One);
        await page.ExpectTextAsync("The endpoint works.");
        await page.ExpectTextAsync($"Still waiting for the first connection to {Other}.");
        await Assertions.Expect(RowOf(page, One)).ToContainTextAsync("Reached");
        await Assertions.Expect(RowOf(page, Other)).ToContainTextAsync("Nothing yet");
        await Assertions.Expect(page.GetByText("Verified.", new() { Exact = true })).ToHaveCountAsync(0);
        await window.LookInEveryViewAsync("wizard-two-hosts-one-reached");

        await PlayedClient.KnockAsync(portal.Listener(Aws.Listener), awsLink, Other);
        await page.ExpectTextAsync("Verified.");
        await Assertions.Expect(RowOf(page, Other)).ToContainTextAsync("Reached");

        // Links that the hosts already list are not an error of the second endpoint.
        await window.GoToAsync("/");
        await page.ChooseServiceAsync(Gcp.Service, One);
        await page.StartAsync();
        await page.CreateAsync(Gcp);
        await page.PasteAsync(Gcp, gcpLink);
        await page.PressAsync("DNS is set up: continue");
        await page.ExpectTextAsync("Waiting for the first connection");
        await PlayedClient.KnockAsync(portal.Listener(Aws.Listener), awsLink, One);
        await PlayedClient.KnockAsync(portal.Listener(Aws.Listener), awsLink, One);
        await PlayedClient.KnockAsync(portal.Listener(Gcp.Listener), gcpLink, One);
        await page.ExpectTextAsync("Verified.");
        await Assertions.Expect(page.Locator(".finding")).ToHaveCountAsync(0);
        await window.LookInEveryViewAsync("wizard-second-cloud-verified");
        window.ExpectNoFaults();
    }

    private static ILocator RowOf(IPage page, string host) =>
        page.GetByRole(AriaRole.Table, new() { Name = "Reached through this endpoint" }).GetByRole(AriaRole.Row).Filter(new() { HasText = host });

    private async Task AddHostsAsync()
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/");
        await window.Page.AddHostAsync(One);
        await window.Page.AddHostAsync(Other);
    }
}
