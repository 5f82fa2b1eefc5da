using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>
/// Takes the pictures of the README from a running demonstration, in both themes. Not a test: it writes into the repository, so it runs only on
/// request, with <c>scripts/pictures.sh</c>.
/// </summary>
[Collection(nameof(PortalInBrowser))]
public partial class ReadmePictures(PortalInBrowser portal)
{
    /// <summary>Below 1100 pixels the panel of a connection has the window's full height.</summary>
    private const int Width = 1090;
    private const int Height = 760;
    private const string Host = "megacorp-eu.my-saas.io";

    [Fact]
    public async Task Pictures_OfTheReadme_AreTaken()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("PRIVATELINK_PICTURES") is null or "", "pictures for the README: PRIVATELINK_PICTURES is not set (docs/development.md)");

        await using var company = await portal.OpenAsync(width: Width, height: Height);
        await TakeDenialAsync(company);
        await company.GoToAsync("/");
        await company.Page.AddHostAsync(Host);

        await using var customer = await portal.OpenAsync(width: Width, height: Height, visitor: Visitor.Customer);
        await TakeWizardAsync(customer);
        await TakeEvidenceAsync(customer);
        await TakeLiveAsync(company);
    }

    private static async Task TakeLiveAsync(WatchedPage window)
    {
        await window.GoToAsync("/ops/connections");
        await Assertions.Expect(window.Page.GetByText(ManyAllowed())).ToBeVisibleAsync(new() { Timeout = 300_000 });
        await window.Page.PressAsync("Pause");
        await TakeAsync(window, "live");
    }

    private static async Task TakeDenialAsync(WatchedPage window)
    {
        await window.GoToAsync($"/ops/connections?q=reason:link_mismatch host:{DemoNames.MegacorpHost}");
        await Rows(window.Page).Nth(1).GetByRole(AriaRole.Link).First.ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("link_mismatch");
        await TakeAsync(window, "denial");
    }

    private static async Task TakeWizardAsync(WatchedPage window)
    {
        var page = window.Page;
        var story = CloudStory.Of(CloudProvider.Aws);
        await window.GoToAsync("/");
        await page.ChooseServiceAsync(story.Service, Host);
        await page.StartAsync();
        await page.PressAsync("Continue");
        await page.DescribeNetworkAsync(story);
        await page.GetByRole(AriaRole.Tabpanel).EvaluateAsync("commands => commands.scrollIntoView({ block: 'end' })");
        await TakeAsync(window, "wizard");
    }

    private static async Task TakeEvidenceAsync(WatchedPage window)
    {
        await window.Page.TurnToAsync("Evidence");
        await window.Page.PressAsync("Create evidence");
        await window.Page.ExpectTextAsync("Evidence created");
        await TakeAsync(window, "evidence");
    }

    /// <summary>Takes the picture as WebP, which Playwright itself does not offer: it is a third of a PNG.</summary>
    private static async Task TakeAsync(WatchedPage window, string name)
    {
        var session = await window.Page.Context.NewCDPSessionAsync(window.Page);
        foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
        {
            await window.TurnAsync(scheme);
            await window.Page.EvaluateAsync("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
            var answer = await session.SendAsync("Page.captureScreenshot", new() { ["format"] = "webp", ["quality"] = 82 });
            await File.WriteAllBytesAsync(
                Path.Combine(Repository.Root, "docs", "images", $"{name}-{scheme.ToString().ToLowerInvariant()}.webp"),
                answer!.Value.GetProperty("data").GetBytesFromBase64(), TestContext.Current.CancellationToken);
        }
    }

    private static ILocator Rows(IPage page) => page.GetByRole(AriaRole.Table, new() { NameRegex = Newest() }).GetByRole(AriaRole.Row);

    /// <summary>The count in the chart's legend, once the chart has some minutes.</summary>
    [GeneratedRegex("^[0-9],[0-9]{3}$")]
    private static partial Regex ManyAllowed();

    [GeneratedRegex("^Connections")]
    private static partial Regex Newest();
}
