using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A person on call asks whether a customer can connect, and takes the answer to the ticket.</summary>
[Collection(nameof(PortalInBrowser))]
public class ConnectivityStoryTests(PortalInBrowser portal)
{
    [Fact]
    public async Task Palette_TheCustomersName_LeadsToTheAnswerAndTheTextForTheTicket()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;
        await using var open = await PlayedClient.ConnectAsync(portal.Listener(DemoNames.AwsListener), DemoNames.MegacorpAwsLink, DemoNames.MegacorpHost);
        await window.GoToAsync("/resources");
        await page.GetByRole(AriaRole.Link, new() { Name = DemoNames.MegacorpHost }).FocusAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("megacorp");
        await Assertions.Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Can Megacorp connect now?");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Can Megacorp connect now?", Level = 1 })).ToBeVisibleAsync();
        // Other stories give the same customer hosts that nobody has tried.
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = DemoNames.MegacorpHost, Exact = true })).ToContainTextAsync("Yes");
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Ticket text" })).ToContainTextAsync($", {DemoNames.MegacorpAwsLink}: last delivered ");
        await window.LookInEveryViewAsync("connectivity");
        window.ExpectNoFaults();
    }

    /// <summary>The same endpoint and its customer's card while the company keeps it disabled.</summary>
    [Fact]
    public async Task Endpoint_DisabledWithAReason_IsSaidOnItsPageAndOnTheCard()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;
        await window.GoToAsync("/private-endpoints");
        await page.Locator("main a[href^='private-endpoints/']", new() { HasText = DemoNames.MegacorpHost }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Disable endpoint" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("The customer asked for it.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await page.ExpectTextAsync("Disabled by the company. Reason: The customer asked for it.");
        await window.LookInEveryViewAsync("endpoint-disabled");
        var endpoint = page.Url;

        await window.GoToAsync("/tenants");
        await page.Locator("main a[href^='tenants/']", new() { HasText = "Megacorp" }).First.ClickAsync();
        await page.Locator("main a[href^='connectivity/']").First.ClickAsync();
        await page.ExpectTextAsync("Listed, but disabled by the company");
        await window.LookInEveryViewAsync("connectivity-disabled", isThorough: true);

        await window.GoToAsync(new Uri(endpoint).PathAndQuery);
        await page.GetByRole(AriaRole.Button, new() { Name = "Enable endpoint" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Disable endpoint" })).ToBeVisibleAsync();
        window.ExpectNoFaults();
    }
}
