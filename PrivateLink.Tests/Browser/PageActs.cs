using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;

namespace PrivateLink.Tests.Browser;

/// <summary>Actions on any page, which find elements by their visible text.</summary>
internal static partial class PageActs
{
    public static Task PressAsync(this IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    public static Task FollowAsync(this IPage page, string link) => page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();

    /// <summary>Opens a page from the rail and waits for its title.</summary>
    public static async Task TurnToAsync(this IPage page, string entry, string? title = null)
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = entry, Exact = true }).ClickAsync();
        await page.ExpectTitleAsync(title ?? entry);
    }

    public static Task ExpectTitleAsync(this IPage page, string title) =>
        Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = title })).ToBeVisibleAsync();

    public static Task ExpectTextAsync(this IPage page, string text) => Assertions.Expect(page.GetByText(text).First).ToBeVisibleAsync();

    /// <summary>Chooses from a list and waits until the page has rendered the choice, because text typed during a render is lost.</summary>
    public static async Task ChooseAsync(this IPage page, string label, string option)
    {
        var list = page.GetByRole(AriaRole.Combobox, new() { Name = label });
        await list.ClickAsync();
        var chosen = new Regex($"^{Regex.Escape(option)}");
        await page.GetByRole(AriaRole.Option, new() { NameRegex = chosen }).ClickAsync();
        await Assertions.Expect(list).ToHaveValueAsync(chosen);
    }

    public static ILocator Radio(this IPage page, string part) => page.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex(Regex.Escape(part)) });

    public static ILocator Checkbox(this IPage page, string part) => page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex(Regex.Escape(part)) });

    /// <summary>The company adds a host in monitor mode.</summary>
    public static async Task AddHostAsync(this IPage page, string host, string tenant = DemoNames.Megacorp, string aliases = "")
    {
        await page.TurnToAsync("Resources");
        await page.FollowAsync("Add host");
        await page.GetByLabel("Host name").FillAsync(host);
        if (aliases.Length > 0) await page.GetByLabel("Alias names").FillAsync(aliases);
        await page.ChooseAsync("Tenant", tenant);
        await page.ChooseAsync("Upstream", "echo");
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = Monitor() }).CheckAsync();
        await page.PressAsync("Add host");
        await page.ExpectTitleAsync(host);
    }

    [GeneratedRegex("^Monitor")]
    private static partial Regex Monitor();
}
