using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using PrivateLink.Engine.Links;
using PrivateLink.Portal.Demonstration;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>From "which cloud?" to "enforced" in a browser, with traffic through the real listeners: the test plays the cloud.</summary>
[Collection(nameof(PortalInBrowser))]
public partial class OnboardingStoryTests(PortalInBrowser portal)
{
    private static readonly LinkId AwsLink = LinkId.Aws("vpce-0aaaaaaaaaaaaaaa1"u8);
    private static readonly LinkId AwsOther = LinkId.Aws("vpce-0bbbbbbbbbbbbbbb2"u8);
    private static readonly LinkId AzureLink = LinkId.Azure(553_700_001);
    private static readonly LinkId GcpLink = LinkId.Gcp(54_626_271_866_999_001);

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
        await window.ScreenshotBothAsync("wizard-aws-zones");
        await ClickAsync(page, "I know which zones to choose");

        await page.GetByLabel("VPC", new() { Exact = true }).FillAsync("vpc-0a1b2c3d4e5f60718");
        await page.GetByLabel("Subnets").FillAsync("subnet-0a1b2c3d4e5f60718");
        await Assertions.Expect(page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("--subnet-ids subnet-0a1b2c3d4e5f60718");
        await window.ScreenshotBothAsync("wizard-aws-create");
        await window.ExpectSoundAsync();
        await ClickAsync(page, "I have created it");

        await ClaimAsync(window, DemoNames.AwsListener, AwsLink);
        await window.ScreenshotBothAsync("wizard-aws-dns");
        await window.ExpectSoundAsync();
        await ClickAsync(page, "The records are there");

        await Assertions.Expect(page.GetByText("Waiting for the first connection")).ToBeVisibleAsync();
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AwsListener), AwsOther, Host);
        await Assertions.Expect(page.GetByText("Clients come through another VPC endpoint").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("…bbb2").First).ToBeVisibleAsync();
        await window.ScreenshotBothAsync("wizard-aws-other-link");
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AwsListener), AwsLink, Host);
        await Assertions.Expect(page.GetByText("Verified.")).ToBeVisibleAsync();
        await window.ScreenshotBothAsync("wizard-aws-verified");

        await EnforceAsync(window, Host);
        await window.ScreenshotBothAsync("wizard-aws-trial");
        await window.ExpectSoundAsync();
        await EndTrialsAsync();
        await Assertions.Expect(page.GetByText("The last trial was not confirmed in time")).ToBeVisibleAsync();
        await window.ScreenshotBothAsync("wizard-aws-rolled-back");
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

        await page.GetByLabel("Subscription").FillAsync("6f1d1b3c-1111-4222-8333-444455556666");
        await page.GetByLabel("Resource group").FillAsync("network-prod");
        await page.GetByLabel("Virtual network").FillAsync("vnet-prod");
        await page.GetByLabel("Subnet").FillAsync("private-endpoints");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Bicep" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("manualPrivateLinkServiceConnections");
        await window.ScreenshotBothAsync("wizard-azure-create");
        await ClickAsync(page, "I have created it");

        await ClaimAsync(window, DemoNames.AzureListener, AzureLink);
        await ClickAsync(page, "The records are there");
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AzureListener), AzureLink, Host);
        await Assertions.Expect(page.GetByText("Verified.")).ToBeVisibleAsync();

        await EnforceAsync(window, Host);
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AzureListener), AzureLink, Host);
        await Assertions.Expect(page.GetByText("A listed link was let in at")).ToBeVisibleAsync();
        await ClickAsync(page, $"Keep {Host} enforced");
        await Assertions.Expect(page.GetByText("Enforced: only listed links are let in.")).ToBeVisibleAsync();
        await window.ScreenshotBothAsync("wizard-azure-enforced");
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

        await page.GetByLabel("Project").FillAsync("acme-prod");
        await page.GetByLabel("VPC network").FillAsync("prod");
        await page.GetByLabel("Subnet").FillAsync("prod-apps");
        await ClickAsync(page, "I have created it");

        await page.GetByRole(AriaRole.Textbox, new() { Name = "PSC connection ID" }).FillAsync($$"""{"pscConnectionId": "{{GcpLink}}", "id": "4837194650921837465"}""");
        await ClickAsync(page, "Use this ID");
        await ClickAsync(page, "The records are there");

        await PlayedClient.KnockAsync(portal.Listener(DemoNames.PublicListener), null, Host);
        await Assertions.Expect(page.GetByText("Clients still come over the internet").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await window.ScreenshotBothAsync("wizard-gcp-public-path");
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.GcpListener), GcpLink, Host);
        await Assertions.Expect(page.GetByText("Verified.")).ToBeVisibleAsync();

        await EnforceAsync(window, Host);
        await using var open = await PlayedClient.ConnectAsync(portal.Listener(DemoNames.GcpListener), GcpLink, Host);
        await Assertions.Expect(page.GetByText("A listed link was let in at")).ToBeVisibleAsync();
        await ClickAsync(page, $"Keep {Host} enforced");
        await Assertions.Expect(page.GetByText("Enforced: only listed links are let in.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "To the private endpoint" }).ClickAsync();
        await window.ScreenshotBothAsync("wizard-gcp-endpoint");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = SwitchOff() }).ClickAsync();
        await Assertions.Expect(page.GetByText("Switched off").First).ToBeVisibleAsync();
        await PlayedClient.ExpectCutAsync(open);
        window.ExpectNoFaults();
    }

    /// <summary>The company's part: it gives the host out.</summary>
    private async Task AddHostAsync(string host)
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;
        await window.GoToAsync("/resources/new");
        await page.GetByLabel("Host name").FillAsync(host);
        await ChooseAsync(page, "Tenant", DemoNames.Megacorp);
        await ChooseAsync(page, "Upstream", "echo");
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = Monitor() }).CheckAsync();
        await ClickAsync(page, "Add the host");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = host })).ToBeVisibleAsync();
    }

    private static async Task BeginAsync(WatchedPage window, string service, string host)
    {
        var page = window.Page;
        await window.GoToAsync("/connect");
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex(Regex.Escape(service)) }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex(Regex.Escape(host)) }).ClickAsync();
        await window.ScreenshotBothAsync($"wizard-{service}-begin");
        await ClickAsync(page, "Begin");
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Steps" })).ToBeVisibleAsync();
    }

    /// <summary>Shows the one-time name through the endpoint, and says yes to what arrives.</summary>
    private async Task ClaimAsync(WatchedPage window, string listener, LinkId link)
    {
        var page = window.Page;
        await ClickAsync(page, "Make a one-time name");
        var waiting = page.GetByText(ClaimName()).Last;
        await waiting.WaitForAsync();
        var name = ClaimName().Match(await waiting.InnerTextAsync()).Value;
        await PlayedClient.KnockAsync(portal.Listener(listener), link, name);
        await Assertions.Expect(page.GetByText("The name came through")).ToBeVisibleAsync();
        await window.ScreenshotBothAsync($"wizard-{listener}-claim");
        await ClickAsync(page, "That was me: this is my endpoint");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2, Name = "DNS" })).ToBeVisibleAsync();
    }

    private static async Task EnforceAsync(WatchedPage window, string host)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on to enforcing" }).ClickAsync();
        await page.GetByLabel($"Type {host} to agree").FillAsync(host);
        await ClickAsync(page, $"Enforce {host} on trial");
        await Assertions.Expect(page.GetByText("Enforced on trial:")).ToBeVisibleAsync();
    }

    /// <summary>Time passes: every deadline is over. The portal's own timer does the rest.</summary>
    private async Task EndTrialsAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={portal.DatabasePath};Default Timeout=20");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE EnforcementTrials SET Deadline = '2020-01-01 00:00:00' WHERE Outcome IS NULL";
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    private static Task ClickAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task ChooseAsync(IPage page, string label, string option)
    {
        await page.GetByRole(AriaRole.Combobox, new() { Name = label }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex($"^{Regex.Escape(option)}") }).ClickAsync();
    }

    [GeneratedRegex("[a-z2-9]{24}\\.claim\\.invalid")]
    private static partial Regex ClaimName();

    [GeneratedRegex("^Switch off")]
    private static partial Regex SwitchOff();

    [GeneratedRegex("^Monitor")]
    private static partial Regex Monitor();
}
