using System.Text.Json;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>Passkeys with Chromium's own virtual authenticator.</summary>
[Collection(nameof(PortalInBrowser))]
public class PasskeyTests(PortalInBrowser portal)
{
    [Fact]
    public async Task Passkey_AddedToAnAccount_SignsInWithoutAPassword()
    {
        // A passkey belongs to a host name; an IP address cannot have one.
        await using var window = await portal.OpenAsync(visitor: Visitor.Stranger, host: "localhost");
        var page = window.Page;
        await AddVirtualAuthenticatorAsync(page);
        await page.GotoAsync((await portal.WayInAsync("Operator")).Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync();

        await page.GotoAsync("/account/passkeys");
        await page.GetByLabel("Name of the new passkey").FillAsync("Test key");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Remove passkey Test key" })).ToBeVisibleAsync();
        await window.ScreenshotAsync("passkeys");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Account of {DemoPart.All[0].Name}" })).ToBeVisibleAsync();

        await page.GotoAsync("/account/sessions");
        await Assertions.Expect(page.GetByText("by passkey since").First).ToBeVisibleAsync();
        await page.GotoAsync("/account/passkeys");
        await page.GetByRole(AriaRole.Link, new() { Name = "Remove passkey Test key" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove passkey" })).ToBeVisibleAsync();
        await window.LookInEveryViewAsync("passkey-removal");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Remove passkey Test key" })).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This passkey is not registered here")).ToBeVisibleAsync();
        window.ExpectNoFaults();
    }

    private static async Task AddVirtualAuthenticatorAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = JsonSerializer.SerializeToElement(new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified = true,
                automaticPresenceSimulation = true,
            }),
        });
    }
}
