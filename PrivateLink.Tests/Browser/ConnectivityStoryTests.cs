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
}
