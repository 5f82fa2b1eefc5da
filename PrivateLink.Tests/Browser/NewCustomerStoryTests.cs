using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Engine.Links;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>
/// A customer that did not exist a minute ago, from its invitation to an enforced host. Both sides have nothing but their screens: what is clicked
/// is what the page before shows, and every value that is typed is one that the person would know or has just read.
/// </summary>
[Collection(nameof(PortalInBrowser))]
public partial class NewCustomerStoryTests(PortalInBrowser browser)
{
    private const string Password = "eleven quiet bridges at dawn";
    private const string Customer = "Umbrella";
    private const string Engineer = "Eve Engineer";
    private const string Host = "umbrella.my-saas.io";
    private static readonly LinkId Link = LinkId.Aws("vpce-0ccccccccccccccc3"u8);
    private static readonly LinkId Stranger = LinkId.Aws("vpce-0ddddddddddddddd4"u8);

    [Fact]
    public async Task Aws_FromTheInvitationToAnEnforcedHost()
    {
        await using var portal = await PortalProcess.StartAsync(connectionsPerSecond: 1);
        await using var company = await browser.OpenAsync(visitor: Visitor.Stranger, at: portal.Url);
        await BecomeAdministratorAsync(company.Page, await portal.WayInAsync("Setup"));
        var invitation = await InviteAsync(company.Page);
        await AddHostAsync(company.Page);

        await using var customer = await browser.OpenAsync(visitor: Visitor.Stranger, at: portal.Url);
        var page = customer.Page;
        await AcceptAsync(page, invitation);
        await customer.ScreenshotAsync("newcomer-1-in");
        await BeginAsync(page);
        await customer.ExpectSoundAsync();
        await ClickAsync(page, "I know which zones to choose");

        await page.GetByLabel("VPC", new() { Exact = true }).FillAsync("vpc-0a1b2c3d4e5f60718");
        await page.GetByLabel("Subnets").FillAsync("subnet-0a1b2c3d4e5f60718");
        await Assertions.Expect(page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("create-vpc-endpoint");
        await ClickAsync(page, "I have created it");

        // The one-time name is on the screen, and the command beside it is what an engineer would run.
        await ClickAsync(page, "Make a one-time name");
        var waiting = page.GetByText(ClaimName()).Last;
        await waiting.WaitForAsync();
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AwsListener), Link, ClaimName().Match(await waiting.InnerTextAsync()).Value);
        await ClickAsync(page, "That was me: this is my endpoint");
        await Assertions.Expect(page.GetByText(Host).First).ToBeVisibleAsync();
        await ClickAsync(page, "The records are there");

        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AwsListener), Link, Host);
        await Assertions.Expect(page.GetByText("Verified.")).ToBeVisibleAsync();
        await customer.ScreenshotAsync("newcomer-2-verified");
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on to enforcing" }).ClickAsync();
        await page.GetByLabel($"Type {Host} to agree").FillAsync(Host);
        await ClickAsync(page, $"Enforce {Host} on trial");
        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AwsListener), Link, Host);
        await Assertions.Expect(page.GetByText("A listed link was let in at")).ToBeVisibleAsync();
        await ClickAsync(page, $"Keep {Host} enforced");
        await Assertions.Expect(page.GetByText("Enforced: only listed links are let in.")).ToBeVisibleAsync();
        await customer.ScreenshotAsync("newcomer-3-enforced");

        await PlayedClient.KnockAsync(portal.Listener(DemoNames.AwsListener), Stranger, Host);
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Connections" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Denied" }).Filter(new() { HasText = "another endpoint" }).First).ToBeVisibleAsync();
        await ExpectExplainedAsync(company);
        customer.ExpectNoFaults();
        company.ExpectNoFaults();
    }

    private static async Task BecomeAdministratorAsync(IPage page, string setup)
    {
        await page.GotoAsync(setup);
        await page.GetByLabel("Your name").FillAsync("Ada Admin");
        await page.GetByLabel("E-mail address").FillAsync("ada@my-saas.example");
        await page.GetByLabel("Password").FillAsync(Password);
        await ClickAsync(page, "Become administrator");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Authenticator app" })).ToBeVisibleAsync();
        await page.GotoAsync("/");
    }

    private static async Task<string> InviteAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Tenants" }).ClickAsync();
        await page.GetByLabel("Name of a new tenant").FillAsync(Customer);
        await ClickAsync(page, "Create the tenant");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = Customer })).ToBeVisibleAsync();

        await page.GetByLabel("E-mail address").FillAsync("eve@umbrella.example");
        await page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("Owner");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        var notice = page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Hand this link" });
        await Assertions.Expect(notice).ToBeVisibleAsync();
        return Invitation().Match(await notice.InnerTextAsync()).Value;
    }

    private static async Task AddHostAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Resources" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a host" }).ClickAsync();
        await page.GetByLabel("Host name").FillAsync(Host);
        await ChooseAsync(page, "Tenant", Customer);
        await ChooseAsync(page, "Upstream", "echo");
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = Monitor() }).CheckAsync();
        await ClickAsync(page, "Add the host");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = Host })).ToBeVisibleAsync();
    }

    private static async Task AcceptAsync(IPage page, string invitation)
    {
        await page.GotoAsync(invitation);
        await page.GetByLabel("Your name").FillAsync(Engineer);
        await page.GetByLabel("Password").FillAsync(Password);
        await ClickAsync(page, "Accept");
        await page.GetByRole(AriaRole.Link, new() { Name = "do it later" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync();
    }

    private static async Task BeginAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Connect", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex(Regex.Escape(DemoNames.AwsService)) }).CheckAsync();

        // The only host that it has is chosen already.
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex(Regex.Escape(Host)) })).ToBeCheckedAsync();
        await ClickAsync(page, "Begin");
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Steps" })).ToBeVisibleAsync();
    }

    /// <summary>The company's person on call is asked why somebody cannot connect: reason, bytes and whose link it is are on one screen.</summary>
    private static async Task ExpectExplainedAsync(WatchedPage window)
    {
        var page = window.Page;
        await page.GotoAsync($"/ops/connections?q={Stranger}");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Denied" }).GetByRole(AriaRole.Link).First.ClickAsync();
        var detail = page.GetByRole(AriaRole.Complementary);
        await Assertions.Expect(detail.GetByText("no tenant has it")).ToBeVisibleAsync();
        await Assertions.Expect(detail.GetByRole(AriaRole.Region, new() { Name = "Bytes of the PROXY header" })).ToContainTextAsync(Stranger.ToString());
        await window.ScreenshotAsync("newcomer-4-explained");
        await window.ExpectSoundAsync();
    }

    private static Task ClickAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    private static async Task ChooseAsync(IPage page, string label, string option)
    {
        await page.GetByRole(AriaRole.Combobox, new() { Name = label }).ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex($"^{Regex.Escape(option)}") }).ClickAsync();
    }

    [GeneratedRegex("[a-z2-9]{24}\\.claim\\.invalid")]
    private static partial Regex ClaimName();

    [GeneratedRegex(@"https?://\S+#\S+")]
    private static partial Regex Invitation();

    [GeneratedRegex("^Monitor")]
    private static partial Regex Monitor();
}
