using System.Globalization;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>Every page, in both themes, wide and narrow: nothing in the console, nothing that keeps people out, nothing beyond the edge.</summary>
[Collection(nameof(PortalInBrowser))]
public class EveryPageTests(PortalInBrowser portal)
{
    /// <summary>Pages that are there as soon as they say what they are.</summary>
    private static readonly Dictionary<string, string> Simple = new()
    {
        ["open-connections"] = "/open-connections",
        ["listeners"] = "/listeners",
        ["unclaimed-links"] = "/listeners/unclaimed",
        ["spoofing"] = "/listeners/spoofing",
        ["upstreams"] = "/upstreams",
        ["reasons"] = "/reasons",
        ["reason"] = "/reasons/link_mismatch",
        ["simulator"] = $"/tools/simulator?listener=aws&cloud=aws&link={DemoNames.StrangerAwsLink}&host={DemoNames.MegacorpHost}",
    };

    private static readonly string[] Pages = 
        ["overview", "connections", "connection", "no-connections", "history", "resources", "resource", "new-resource", "not-found", .. Simple.Keys];

    public static TheoryData<string, ColorScheme> Views()
    {
        var views = new TheoryData<string, ColorScheme>();
        foreach (var page in Pages)
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
                views.Add(page, scheme);
        return views;
    }

    /// <summary>A page is opened once and then made narrow, as somebody does who puts two windows side by side.</summary>
    [Theory]
    [MemberData(nameof(Views))]
    public async Task Page_InEveryView_IsSound(string name, ColorScheme scheme)
    {
        await using var window = await portal.OpenAsync(scheme);
        await OpenAsync(window, name);

        foreach (var (width, height) in new[] { (1440, 900), (400, 860) })
        {
            await window.Page.SetViewportSizeAsync(width, height);
            await window.ScreenshotAsync(string.Create(CultureInfo.InvariantCulture, $"{name}-{scheme.ToString().ToLowerInvariant()}-{width}"));
            Assert.Equal(width, await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await window.ExpectSoundAsync();
        }
    }

    private static async Task OpenAsync(WatchedPage window, string name)
    {
        var page = window.Page;
        switch (name)
        {
            case "overview":
                await window.GoToAsync("/");
                break;
            case "connections":
                await window.GoToAsync("/ops/connections");
                await Rows(page).Nth(5).WaitForAsync();
                break;
            case "connection":
                await window.GoToAsync("/ops/connections?q=verdict:denied");
                await Rows(page).Nth(2).GetByRole(AriaRole.Link).First.ClickAsync();
                await page.GetByRole(AriaRole.Complementary).GetByRole(AriaRole.Heading, new() { Name = "Connection" }).WaitForAsync();
                break;
            case "no-connections":
                await window.GoToAsync("/ops/connections?q=nothing-like-this");
                await page.GetByText("No connection matches").WaitForAsync();
                break;
            case "history":
                await window.GoToAsync("/history");
                await Rows(page).Nth(5).WaitForAsync();
                break;
            case var simple when Simple.TryGetValue(simple, out var path):
                await window.GoToAsync(path);
                break;
            case "resources":
                await window.GoToAsync("/resources");
                await page.GetByRole(AriaRole.Link, new() { Name = DemoNames.MegacorpHost }).WaitForAsync();
                break;
            case "resource":
                await window.GoToAsync("/resources");
                await page.GetByRole(AriaRole.Link, new() { Name = DemoNames.MegacorpHost }).ClickAsync();
                await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = DemoNames.MegacorpHost }).WaitForAsync();
                break;
            case "new-resource":
                await window.GoToAsync("/resources/new");
                await page.GetByLabel("Host name").WaitForAsync();
                break;
            default:
                await window.GoToAsync("/");
                await page.EvaluateAsync("Blazor.navigateTo('/no-such-page')");
                await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "There is no such page" }).WaitForAsync();
                break;
        }
    }

    private static ILocator Rows(IPage page) => page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Row);
}
