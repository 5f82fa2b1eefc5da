using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A person on call works with the connections: follows, pauses, filters, opens one, goes back, and shares the view.</summary>
[Collection(nameof(PortalInBrowser))]
public partial class ConnectionLogStoryTests(PortalInBrowser portal)
{
    [Fact]
    public async Task Live_FollowedThenPaused_KeepsItsRowsAndCountsWhatCame()
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/ops/connections");
        var newest = Rows(window.Page).First;
        var first = await newest.InnerTextAsync();
        await Assertions.Expect(newest).Not.ToHaveTextAsync(first, new() { UseInnerText = true });

        await window.Page.Keyboard.PressAsync("p");
        await Assertions.Expect(window.Page.GetByText(Backlog())).ToBeVisibleAsync();
        var paused = await newest.InnerTextAsync();
        await Assertions.Expect(window.Page.GetByText(LargeBacklog())).ToBeVisibleAsync();
        Assert.Equal(paused, await newest.InnerTextAsync());

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Jump to live" }).ClickAsync();
        await Assertions.Expect(newest).Not.ToHaveTextAsync(paused, new() { UseInnerText = true });
        window.ExpectNoFaults();
    }

    [Fact]
    public async Task Live_ScrolledDown_PausesByItself()
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/ops/connections");
        await Rows(window.Page).Nth(12).WaitForAsync();

        await Rows(window.Page).Nth(5).HoverAsync();
        await window.Page.Mouse.WheelAsync(0, 300);

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Follow" })).ToBeVisibleAsync();
        window.ExpectNoFaults();
    }

    [Fact]
    public async Task Value_UnderThePointerClicked_FiltersAndTheUrlShowsAColleagueTheSame()
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/ops/connections");
        var reason = Rows(window.Page).Filter(new() { HasText = "Link not listed" }).First.GetByRole(AriaRole.Cell).Nth(2);
        await reason.WaitForAsync();
        await window.Page.Keyboard.PressAsync("p");
        await reason.HoverAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Only reason link_mismatch" }).ClickAsync();
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex(Regex.Escape("q=reason:link_mismatch")));
        await Assertions.Expect(Rows(window.Page).Filter(new() { HasNotText = "Link not listed" })).ToHaveCountAsync(0);

        await using var colleague = await portal.OpenAsync();
        await colleague.Page.GotoAsync(window.Page.Url);
        await Assertions.Expect(colleague.Page.GetByRole(AriaRole.Button, new() { Name = "Reason is link_mismatch", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(Rows(colleague.Page).First).ToContainTextAsync("Link not listed");
        await Assertions.Expect(Rows(colleague.Page).Filter(new() { HasNotText = "Link not listed" })).ToHaveCountAsync(0);
        colleague.ExpectNoFaults();
    }

    [Fact]
    public async Task Keyboard_Alone_FromTheListToTheDetailsAndBack()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;
        await window.GoToAsync("/ops/connections?q=outcome:denied");
        await Rows(page).Nth(3).WaitForAsync();

        var first = await NextRowAsync(page, besides: "");
        var row = await NextRowAsync(page, besides: first);

        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Connection", Exact = true })).ToBeFocusedAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/ops/connections/{row["connection-".Length..]}"));

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator($"#{row}")).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("globex");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "“globex”", Exact = true })).ToBeVisibleAsync();
        window.ExpectNoFaults();
    }

    [Fact]
    public async Task Palette_CtrlK_GoesAnywhereAndGivesTheFocusBack()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;
        await window.GoToAsync("/resources");
        var link = page.GetByRole(AriaRole.Link, new() { Name = DemoNames.MegacorpHost });
        await link.FocusAsync();

        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(link).ToBeFocusedAsync();

        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(page.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("link_mismatch");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Link not listed" })).ToBeVisibleAsync();
        window.ExpectNoFaults();
    }

    [Fact]
    public async Task Decoder_Example_IsReadByteByByte()
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/tools/decoder");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Azure", Exact = true }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Its link ID is 553665985 (Azure).")).ToBeVisibleAsync();

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Truncated" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.List, new() { Name = "Problems" })).ToContainTextAsync("incomplete");
        await window.ExpectSoundAsync();
    }

    /// <summary>The row that has the focus after the server has moved it.</summary>
    /// <summary>Moves to the next connection by keyboard, past marks between the rows.</summary>
    private static async Task<string> NextRowAsync(IPage page, string besides)
    {
        while (true)
        {
            await page.Keyboard.PressAsync("j");
            var focused = await page.WaitForFunctionAsync(
                "besides => { const { id } = document.activeElement; return document.activeElement.matches('[data-row]') && id !== besides ? id : null; }", besides);
            besides = await focused.JsonValueAsync<string>();
            if (besides.StartsWith("connection-", StringComparison.Ordinal)) return besides;
        }
    }

    private static ILocator Rows(IPage page) =>
        page.GetByRole(AriaRole.Table, new() { Name = "Connections, newest first" }).Locator("tbody tr.row");

    [GeneratedRegex(@"\b\d+ connections? since")]
    private static partial Regex Backlog();

    [GeneratedRegex(@"\b(1\d|[2-9]\d|\d{3,}) connections since")]
    private static partial Regex LargeBacklog();
}
