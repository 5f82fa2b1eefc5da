using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>
/// A new customer, from the invitation to an enforced host. Both sides use only their screens. Each click is on something the page shows. Each typed
/// value is one the person knows or has just read.
/// </summary>
[Collection(nameof(PortalInBrowser))]
public partial class NewCustomerStoryTests(PortalInBrowser browser)
{
    private const string Password = "eleven quiet bridges at dawn";
    private const string Customer = "Umbrella";
    private const string Engineer = "Eve Engineer";
    private const string Host = "umbrella.my-saas.io";

    [Theory]
    [InlineData(CloudProvider.Aws)]
    [InlineData(CloudProvider.Azure)]
    [InlineData(CloudProvider.Gcp)]
    [InlineData(CloudProvider.Alibaba)]
    public async Task FromTheInvitation_ToAnEnforcedHost(CloudProvider cloud)
    {
        var story = CloudStory.Of(cloud);
        var (link, stranger) = (story.Link(3), story.Link(4));
        await using var portal = await PortalProcess.StartAsync(connectionsPerSecond: 1);
        await using var company = await browser.OpenAsync(visitor: Visitor.Stranger, at: portal.Url);
        await BecomeAdministratorAsync(company.Page, await portal.WayInAsync("Setup"));
        var invitation = await InviteAsync(company.Page);
        await company.Page.AddHostAsync(Host, Customer);

        await using var customer = await browser.OpenAsync(visitor: Visitor.Stranger, at: portal.Url);
        var page = customer.Page;
        await AcceptAsync(page, invitation);
        await customer.ScreenshotAsync($"newcomer-{cloud}-1-in");
        await BeginAsync(page, story);
        await customer.ExpectSoundAsync();
        await page.CreateAsync(story);
        await IdentifyAsync(page, story, portal.Listener(story.Listener), link);

        // The address comes from the header or from the customer, so the record is ready to copy.
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "DNS records" })).ToContainTextAsync(Host);
        if (story.Address is { } address) await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "DNS records" })).ToContainTextAsync(address);
        await customer.LookInEveryViewAsync($"newcomer-{cloud}-2-dns");
        await page.PressAsync("DNS is set up: continue");

        await PlayedClient.KnockAsync(portal.Listener(story.Listener), link, Host);
        await page.ExpectTextAsync("Verified.");
        await customer.ScreenshotAsync($"newcomer-{cloud}-3-verified");
        await page.AgreeAsync(Host);
        await page.EnforceAsync(Host);
        await PlayedClient.KnockAsync(portal.Listener(story.Listener), link, Host);
        await page.KeepAsync(Host);
        await customer.LookInEveryViewAsync($"newcomer-{cloud}-4-enforced");

        await PlayedClient.KnockAsync(portal.Listener(story.Listener), stranger, Host);
        await page.TurnToAsync("Connections");
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Denied" }).Filter(new() { HasText = "another endpoint" }).First).ToBeVisibleAsync();
        await ExpectExplainedAsync(company, stranger);
        customer.ExpectNoFaults();
        company.ExpectNoFaults();
    }

    /// <summary>Uses the screen's default: the ID that the cloud prints, or a connection if the cloud does not show the ID.</summary>
    private static async Task IdentifyAsync(IPage page, CloudStory story, IPEndPoint listener, LinkId link)
    {
        if (story.Printed is not null)
        {
            await page.PasteAsync(story, link);
            await page.TypeAddressAsync(story.Address!);
            return;
        }

        await page.ClaimAsync(story, listener, link);
    }

    internal static async Task BecomeAdministratorAsync(IPage page, string setup)
    {
        await page.GotoAsync(setup);
        await page.GetByLabel("Your name").FillAsync("Ada Admin");
        await page.GetByLabel("Email address").FillAsync("ada@my-saas.example");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.PressAsync("Create account");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Authenticator app" })).ToBeVisibleAsync();
        await page.GotoAsync("/");
    }

    private static async Task<string> InviteAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Tenants" }).ClickAsync();
        await page.GetByLabel("Name of a new tenant").FillAsync(Customer);
        await page.PressAsync("Create tenant");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = Customer })).ToBeVisibleAsync();

        await page.GetByLabel("Email address").FillAsync("eve@umbrella.example");
        await page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("Owner");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }).ClickAsync();
        var notice = page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Give this link" });
        await Assertions.Expect(notice).ToBeVisibleAsync();
        return Invitation().Match(await notice.InnerTextAsync()).Value;
    }

    private static async Task AcceptAsync(IPage page, string invitation)
    {
        await page.GotoAsync(invitation);
        await page.GetByLabel("Your name").FillAsync(Engineer);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.PressAsync("Accept invitation");
        await page.GetByRole(AriaRole.Link, new() { Name = "do it later" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync();
    }

    private static async Task BeginAsync(IPage page, CloudStory story)
    {
        await page.TurnToAsync("Connect");
        await page.Service(story.Service).CheckAsync();

        // The tenant's only host is already selected.
        await Assertions.Expect(page.Checkbox(Host)).ToBeCheckedAsync();
        await page.StartAsync();
    }

    /// <summary>The company's person on call explains why a client cannot connect: one screen shows the reason, the bytes and the owner of the link.</summary>
    private static async Task ExpectExplainedAsync(WatchedPage window, LinkId stranger)
    {
        var page = window.Page;
        await page.GotoAsync($"/ops/connections?q={stranger}");
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Denied" }).GetByRole(AriaRole.Link).First;
        await page.GotoAsync((await row.GetAttributeAsync("href"))!); // opens the row's address: the list moves while it follows, so a click may miss
        var detail = page.GetByRole(AriaRole.Complementary);
        await Assertions.Expect(detail.GetByText("no tenant has claimed this link")).ToBeVisibleAsync();
        await Assertions.Expect(detail.GetByRole(AriaRole.Region, new() { Name = "Bytes of the PROXY header" })).ToContainTextAsync(stranger.ToString());
        await window.ScreenshotAsync("newcomer-4-explained");
        await window.ExpectSoundAsync();
    }

    [GeneratedRegex(@"https?://\S+#\S+")]
    private static partial Regex Invitation();
}
