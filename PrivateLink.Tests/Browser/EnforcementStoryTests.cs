using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>The product in one story: a change saved in the browser is enforced on the next connection, in front of your eyes.</summary>
[Collection(nameof(PortalInBrowser))]
public partial class EnforcementStoryTests(PortalInBrowser portal)
{
    private static readonly string Host = DemoNames.MegacorpHost;
    private static readonly string Link = DemoNames.MegacorpAwsLink.ToString();

    [Fact]
    public async Task Link_RemovedAndPutBack_TheNextConnectionIsDeniedAndThenAllowed()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;

        await window.GoToAsync("/ops/connections");
        await ExpectRowAsync(page, "Allowed", "Link matches");
        await ExpectRowAsync(page, "Denied", "Link not listed");
        await window.ScreenshotAsync("story-1-live");
        await TakePictureForReadmeAsync(page);

        await OpenResourceAsync(page);
        await RemoveLinkAsync(page);
        var closed = await SaveAsync(page);
        await window.ScreenshotAsync("story-2-link-removed");

        await window.GoToAsync($"/ops/connections?q={Link} revision:{closed}");
        await ExpectRowAsync(page, "Denied", "Link not listed");
        await window.ScreenshotAsync("story-3-denied");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Denied" }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("link_mismatch");
        await window.ScreenshotAsync("story-4-why");

        await OpenResourceAsync(page);
        await AddLinkAsync(page);
        var opened = await SaveAsync(page);
        Assert.True(opened > closed);
        await window.ScreenshotAsync("story-5-link-back");

        await window.GoToAsync($"/ops/connections?q={Link} revision:{opened}");
        await ExpectRowAsync(page, "Allowed", "Link matches");
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

    private static async Task OpenResourceAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Resources" }).ClickAsync();
        await page.GetByRole(AriaRole.Table, new() { Name = "Resources" }).GetByRole(AriaRole.Link, new() { Name = Host }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = Host })).ToBeVisibleAsync();
    }

    private static async Task RemoveLinkAsync(IPage page)
    {
        var rows = page.GetByRole(AriaRole.Group, new() { NameRegex = PrivateEndpointName() });
        await Assertions.Expect(rows.First).ToBeVisibleAsync();
        foreach (var row in await rows.AllAsync())
        {
            if (await row.GetByRole(AriaRole.Textbox).Last.InputValueAsync() != Link) continue;
            await row.GetByRole(AriaRole.Button, new() { NameRegex = RemoveName() }).ClickAsync();
            return;
        }

        Assert.Fail($"{Link} is not listed.");
    }

    private static async Task AddLinkAsync(IPage page)
    {
        var rows = page.GetByRole(AriaRole.Group, new() { NameRegex = PrivateEndpointName() });
        var listed = await rows.CountAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a private endpoint" }).ClickAsync();
        var row = rows.Nth(listed); // the new one; "the last" would still be another while the server has not drawn it
        await row.GetByLabel("Private link service").ClickAsync();
        await page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex(Regex.Escape(DemoNames.AwsService)) }).ClickAsync();
        await row.GetByRole(AriaRole.Textbox).Last.FillAsync(Link);
    }

    /// <summary>Saves, and reads the revision that is in force since.</summary>
    private static async Task<long> SaveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        var notice = page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Enforced as of revision" });
        await Assertions.Expect(notice).ToBeVisibleAsync();
        return long.Parse(Revision().Match(await notice.InnerTextAsync()).Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The picture that the README shows is taken only when somebody asks for it, so that runs leave the repository as it is.</summary>
    private static async Task TakePictureForReadmeAsync(IPage page)
    {
        if (Environment.GetEnvironmentVariable("PRIVATELINK_README_PICTURE") is null or "") return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "images", "connections.png") });
    }

    [GeneratedRegex(@"^Private endpoint \d+$")]
    private static partial Regex PrivateEndpointName();

    [GeneratedRegex(@"^Remove private endpoint \d+$")]
    private static partial Regex RemoveName();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Revision();
}
