using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>The product in one story: a change saved in the browser is enforced on the next connection, which the page shows.</summary>
[Collection(nameof(PortalInBrowser))]
public class EnforcementStoryTests(PortalInBrowser portal)
{
    private static readonly string Host = DemoNames.MegacorpHost;
    private static readonly string Link = DemoNames.MegacorpAwsLink.ToString();

    [Fact]
    public async Task Link_RemovedAndPutBack_TheNextConnectionIsDeniedAndThenAllowed()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;

        await window.GoToAsync("/ops/connections");
        await ExpectRowAsync(page, "Allowed", "Link is listed");
        await ExpectRowAsync(page, "Denied", "Link not listed");
        await window.ScreenshotAsync("story-1-live");

        await ResourceForm.OpenAsync(page, Host);
        await ResourceForm.RemoveLinkAsync(page, Link);
        var closed = await ResourceForm.SaveAsync(page);
        await window.ScreenshotAsync("story-2-link-removed");

        await window.GoToAsync($"/ops/connections?q={Link} revision:{closed}");
        await ExpectRowAsync(page, "Denied", "Link not listed");
        await window.ScreenshotAsync("story-3-denied");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Denied" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("link_mismatch");
        await window.ScreenshotAsync("story-4-why");

        await ResourceForm.OpenAsync(page, Host);
        await ResourceForm.AddLinkAsync(page, DemoNames.AwsService, Link);
        var opened = await ResourceForm.SaveAsync(page);
        Assert.True(opened > closed);
        await window.ScreenshotAsync("story-5-link-back");

        await window.GoToAsync($"/ops/connections?q={Link} revision:{opened}");
        await ExpectRowAsync(page, "Allowed", "Link is listed");
        await window.ScreenshotAsync("story-6-allowed");
        window.ExpectNoFaults();
    }

    /// <summary>Waits for a connection to the host with this verdict and reason.</summary>
    private static async Task ExpectRowAsync(IPage page, string verdict, string reason)
    {
        var rows = page.GetByRole(AriaRole.Table, new() { Name = "Connections, newest first" }).GetByRole(AriaRole.Row)
            .Filter(new() { HasText = Host }).Filter(new() { HasText = verdict }).Filter(new() { HasText = reason });
        await Assertions.Expect(rows.First).ToBeVisibleAsync(new() { Timeout = 20_000 });
    }
}
