using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A service that accepts endpoints of allowed accounts. Two windows each wait for what happens in the other.</summary>
[Collection(nameof(PortalInBrowser))]
public class AllowListStoryTests(PortalInBrowser portal)
{
    /// <summary>A listener for each service that the stories publish. Without one, the service would not be offered.</summary>
    internal static IEnumerable<string> Listeners => ((CloudProvider[])[CloudProvider.Aws, CloudProvider.Azure, CloudProvider.Gcp]).SelectMany(cloud => (string[])
    [
        $"--Engine:Listeners:allow-{cloud}:Bind=127.0.0.1:0", $"--Engine:Listeners:allow-{cloud}:ProxyProtocol=Require",
        $"--Engine:Listeners:allow-{cloud}:TrustedSources:0=127.0.0.0/8", $"--Engine:Listeners:allow-{cloud}:Provider={cloud}",
        $"--Engine:Listeners:allow-{cloud}:Service={ServiceOf(cloud)}",
    ]);

    [Theory]
    [InlineData(CloudProvider.Aws)]
    [InlineData(CloudProvider.Azure)]
    [InlineData(CloudProvider.Gcp)]
    public async Task Account_LetInByOperations_TheCustomersPageGoesOn(CloudProvider cloud)
    {
        var story = CloudStory.Of(cloud);
        var (service, host, link) = (ServiceOf(cloud), $"allow-list-{cloud}.my-saas.io".ToLowerInvariant(), story.Link(21));
        await using var company = await portal.OpenAsync();
        await company.GoToAsync("/");
        await company.Page.AddHostAsync(host);
        await PublishAsync(company.Page, story, service);

        await using var customer = await portal.OpenAsync(visitor: Visitor.Customer);
        var page = customer.Page;
        await customer.GoToAsync("/");
        await page.ChooseServiceAsync(service, host, alias: story.Alias);
        await page.GetByLabel(story.Words.Account, new() { Exact = true }).FillAsync(story.Account);
        await page.StartAsync();
        if (cloud == CloudProvider.Aws) await page.PressAsync("Continue");
        await page.ExpectTextAsync("Waiting for us");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "I created the endpoint: continue" })).ToBeDisabledAsync();
        await LookAsync(customer, cloud, "1-waiting");
        await page.EvaluateAsync("window.hasStayed = true");

        await company.Page.TurnToAsync("Claims");
        var pending = company.Page.GetByRole(AriaRole.Article, new() { NameRegex = new Regex($"^{DemoNames.Megacorp}: .* for {Regex.Escape(host)}$") });
        await Assertions.Expect(pending).ToContainTextAsync(story.Account);
        await pending.GetByRole(AriaRole.Tab, new() { Name = story.AllowTab }).ClickAsync();
        await Assertions.Expect(pending.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync(story.AllowCommand);
        await LookAsync(company, cloud, "2-pending");
        await pending.GetByRole(AriaRole.Button, new() { Name = $"Mark account of {DemoNames.Megacorp} as allowed" }).ClickAsync();

        await page.ExpectTextAsync("Create the endpoint now");
        await LookAsync(customer, cloud, "3-let-in");
        if (cloud != CloudProvider.Aws) await Assertions.Expect(page.GetByLabel(story.Network.Keys.First(), new() { Exact = true })).ToHaveValueAsync(story.Account);
        await page.DescribeNetworkAsync(story);
        await page.PressAsync("I created the endpoint: continue");
        await page.ExpectStepAsync(story.Words.LinkIdTitle);

        // If the cloud does not accept an allowed account by itself, the company accepts it and records that.
        if (cloud != CloudProvider.Gcp)
        {
            await page.ExpectTextAsync("Waiting for our approval");
            await pending.GetByLabel("Message to the customer").FillAsync("Welcome to my-saas");
            await pending.GetByRole(AriaRole.Button, new() { Name = "Mark as approved" }).ClickAsync();
            await page.ExpectTextAsync("Welcome to my-saas");
        }

        // Operators see the connection in their cloud, with its link ID.
        await pending.GetByLabel("Link ID shown by our cloud").FillAsync(link.ToString());
        await LookAsync(company, cloud, "4-to-accept");
        await pending.GetByRole(AriaRole.Button, new() { Name = $"Assign link to {DemoNames.Megacorp}" }).ClickAsync();
        await page.ExpectTextAsync(link.ToString());
        await LookAsync(customer, cloud, "5-assigned");
        await page.FollowAsync("Continue to DNS");
        await page.ExpectStepAsync("DNS");
        Assert.True(await page.EvaluateAsync<bool>("window.hasStayed"));
        customer.ExpectNoFaults();
        company.ExpectNoFaults();
    }

    private static string ServiceOf(CloudProvider cloud) => $"allow-list-{cloud}";

    private static async Task PublishAsync(IPage page, CloudStory story, string service)
    {
        await page.TurnToAsync("Services");
        await page.FollowAsync("Add service");
        await page.ExpectTitleAsync("Add service");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(service);
        await page.ChooseAsync("Cloud", story.Words.Name);
        var alias = story.Words.Alias;
        await page.GetByLabel(char.ToUpperInvariant(alias[0]) + alias[1..], new() { Exact = true }).FillAsync(story.Alias);
        if (story.Cloud == CloudProvider.Aws) await page.GetByLabel("Zone IDs").FillAsync("use1-az2 use1-az4");
        await page.ChooseAsync("Accepts endpoints from", "accounts that we allow");
        await page.GetByLabel("Not offered to customers yet").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Offered to customers")).ToBeCheckedAsync();
        await page.PressAsync("Save service");
        await page.ExpectTitleAsync(service);
    }

    /// <summary>The screens of the three clouds differ only in words, so only Azure's, which have the most, are checked.</summary>
    private static Task LookAsync(WatchedPage window, CloudProvider cloud, string name) =>
        cloud == CloudProvider.Azure ? window.LookInEveryViewAsync($"allow-list-{name}") : Task.CompletedTask;
}
