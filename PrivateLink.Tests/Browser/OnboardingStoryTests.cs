using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>From "which cloud?" to "enforced" in a browser, with traffic through the real listeners. The test plays the cloud.</summary>
[Collection(nameof(PortalInBrowser))]
public partial class OnboardingStoryTests(PortalInBrowser portal)
{
    private static readonly CloudStory Aws = CloudStory.Of(CloudProvider.Aws);
    private static readonly CloudStory Azure = CloudStory.Of(CloudProvider.Azure);
    private static readonly CloudStory Gcp = CloudStory.Of(CloudProvider.Gcp);
    private static readonly LinkId AwsLink = Aws.Link(0xa1);
    private static readonly LinkId AwsOther = Aws.Link(0xb2);
    private static readonly LinkId AzureLink = Azure.Link(1);
    private static readonly LinkId GcpLink = Gcp.Link(1);

    [Fact]
    public async Task Aws_ClaimedByConnecting_WrongLinkIsDiagnosedAndTheTrialRollsBackByItself()
    {
        const string Host = "aws-story.my-saas.io";
        await AddHostAsync(Host);
        await using var window = await portal.OpenAsync(visitor: Visitor.Customer);
        var page = window.Page;
        await BeginAsync(window, DemoNames.AwsService, Host);

        await page.GetByLabel("What the command printed").FillAsync("us-east-1e use1-az2\nus-east-1a use1-az4\nus-east-1b use1-az6");
        await Assertions.Expect(page.GetByText("Choose a subnet in each of us-east-1a, us-east-1b, us-east-1e.")).ToBeVisibleAsync();
        await window.LookInEveryViewAsync("wizard-aws-zones");
        await page.PressAsync("Continue");

        await page.DescribeNetworkAsync(Aws);
        await window.LookInEveryViewAsync("wizard-aws-create");
        await page.PressAsync("I created the endpoint: continue");

        await ClaimAsync(window, Aws, AwsLink);
        await window.LookInEveryViewAsync("wizard-aws-dns");
        await page.PressAsync("DNS is set up: continue");

        await Assertions.Expect(page.GetByText("Waiting for the first connection through")).ToBeVisibleAsync();
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AwsListener), AwsOther, Host);
        await Assertions.Expect(page.GetByText("Traffic is arriving through another VPC endpoint").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("…00b2").First).ToBeVisibleAsync();
        await window.LookInEveryViewAsync("wizard-aws-other-link");
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AwsListener), AwsLink, Host);
        await Assertions.Expect(page.GetByText("Verified.")).ToBeVisibleAsync();
        await window.LookInEveryViewAsync("wizard-aws-verified");

        await page.AgreeAsync(Host);
        await window.LookInEveryViewAsync("wizard-aws-agree");
        await page.EnforceAsync(Host);
        await window.LookInEveryViewAsync("wizard-aws-trial");
        await EndTrialsAsync();
        await Assertions.Expect(page.GetByText("No owner confirmed the last trial in time")).ToBeVisibleAsync();
        await window.LookInEveryViewAsync("wizard-aws-rolled-back");
        window.ExpectNoFaults();
    }

    [Fact]
    public async Task Azure_ClaimedByConnecting_EnforcedAndConfirmed()
    {
        const string Host = "azure-story.my-saas.io";
        await AddHostAsync(Host);
        await using var window = await portal.OpenAsync(visitor: Visitor.Customer);
        var page = window.Page;
        await BeginAsync(window, DemoNames.AzureService, Host);

        await page.DescribeNetworkAsync(Azure);
        await page.GetByRole(AriaRole.Tab, new() { Name = "Bicep" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("manualPrivateLinkServiceConnections");
        await window.LookInEveryViewAsync("wizard-azure-create");
        await page.PressAsync("I created the endpoint: continue");
        await page.ExpectStepAsync(Azure.Words.LinkId);
        await window.LookInEveryViewAsync("wizard-azure-link");

        await ClaimAsync(window, Azure, AzureLink);
        await page.PressAsync("DNS is set up: continue");
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AzureListener), AzureLink, Host);
        await Assertions.Expect(page.GetByText("Verified.")).ToBeVisibleAsync();

        await page.AgreeAsync(Host);
        await page.EnforceAsync(Host);
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AzureListener), AzureLink, Host);
        await page.KeepAsync(Host);
        await window.LookInEveryViewAsync("wizard-azure-enforced");
        window.ExpectNoFaults();
    }

    [Fact]
    public async Task Gcp_PastedAndDnsForgotten_EnforcedAndSwitchedOffWhileAConnectionIsOpen()
    {
        const string Host = "gcp-story.my-saas.io";
        await AddHostAsync(Host);
        await using var window = await portal.OpenAsync(visitor: Visitor.Customer);
        var page = window.Page;
        await BeginAsync(window, DemoNames.GcpService, Host);

        await page.DescribeNetworkAsync(Gcp);
        await window.LookInEveryViewAsync("wizard-gcp-create");
        await page.PressAsync("I created the endpoint: continue");

        await page.ExpectStepAsync(Gcp.Words.LinkId);
        await window.LookInEveryViewAsync("wizard-gcp-link");
        await page.PasteAsync(Gcp, GcpLink);
        await window.LookInEveryViewAsync("wizard-gcp-dns");
        await page.PressAsync("DNS is set up: continue");

        await PlayedClient.KnockAsync(portal.Listener(DemoNames.PublicListener), null, Host);
        await Assertions.Expect(page.GetByText("Clients still connect over the internet").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await window.LookInEveryViewAsync("wizard-gcp-public-path");
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.GcpListener), GcpLink, Host);
        await Assertions.Expect(page.GetByText("Verified.")).ToBeVisibleAsync();

        await page.AgreeAsync(Host);
        await page.EnforceAsync(Host);
        await using var open = await PlayedClient.ConnectAsync(portal.Listener(DemoNames.GcpListener), GcpLink, Host);
        await page.KeepAsync(Host);

        await page.GetByRole(AriaRole.Link, new() { Name = "Open private endpoint" }).ClickAsync();
        await window.LookInEveryViewAsync("wizard-gcp-endpoint");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = SwitchOff() }).ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(question).ToContainTextAsync(Host);
        await question.GetByRole(AriaRole.Button, new() { Name = "Disable", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Disabled").First).ToBeVisibleAsync();
        await PlayedClient.ExpectCutAsync(open);
        window.ExpectNoFaults();
    }

    private async Task AddHostAsync(string host)
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/resources");
        await window.Page.AddHostAsync(host);
    }

    private static async Task BeginAsync(WatchedPage window, string service, string host)
    {
        var page = window.Page;
        await window.GoToAsync("/");
        await page.ChooseServiceAsync(service, host);
        await window.LookInEveryViewAsync($"wizard-{service}-begin");
        await page.StartAsync();
    }

    /// <summary>Connects with the one-time name through the endpoint, and confirms the claim.</summary>
    private async Task ClaimAsync(WatchedPage window, CloudStory story, LinkId link)
    {
        await window.Page.ShowNameAsync(story, portal.Listener(story.Listener), link);
        await window.LookInEveryViewAsync($"wizard-{story.Cloud}-claim");
        await window.Page.AcceptClaimAsync();
    }

    /// <summary>Moves every deadline into the past. The portal's own timer does the rest.</summary>
    private async Task EndTrialsAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={portal.DatabasePath};Default Timeout=20");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE EnforcementTrials SET Deadline = '2020-01-01 00:00:00' WHERE Outcome IS NULL";
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    [GeneratedRegex("^Disable")]
    private static partial Regex SwitchOff();
}
