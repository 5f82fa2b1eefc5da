using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>
/// A person far away from the portal searches the charts for the minute in which a problem began, with the pointer and the keyboard, and goes back
/// again.
/// </summary>
[Collection(nameof(PortalInBrowser))]
public partial class ChartStoryTests(PortalInBrowser portal)
{
    /// <summary>The delay in each direction, as between two continents.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(75);

    /// <summary>Table cells whose text is cut although other columns have room: their text, and how much is missing.</summary>
    private const string CutCells = """
        () => [...document.querySelectorAll("tr.row td.time, tr.row td.host-cell, tr.row .host")]
          .filter(cell => cell.offsetWidth > 0 && cell.scrollWidth > cell.clientWidth)
          .map(cell => `${cell.className}: ${cell.textContent.trim()} ${cell.scrollWidth} > ${cell.clientWidth}`).slice(0, 3)
        """;

    /// <summary>Scrolling renders older rows, so the list grows meanwhile.</summary>
    private const string ScrollToTheEnd = """
        () => {
          const list = document.querySelector(".log-scroll");
          list.scrollTop = list.scrollHeight;
          // Rows that come into sight are drawn later, and push the end down again: it has to stay for a while.
          const isThere = document.querySelector(".log-end").getBoundingClientRect().bottom <= list.getBoundingClientRect().bottom;
          window.seenAtTheEnd = isThere ? (window.seenAtTheEnd ?? 0) + 1 : 0;
          return window.seenAtTheEnd > 20;
        }
        """;

    [Fact]
    public async Task History_PartDrawnWithTheMouse_BecomesTheRangeAndBack()
    {
        await using var network = new SlowNetwork(portal.Url, Delay);
        await using var window = await portal.OpenAsync(through: network);
        var page = window.Page;
        await window.GoToAsync("/history?q=outcome:denied&range=15m");
        var (left, top, width) = await ChartAsync(page);

        await page.Mouse.MoveAsync(left + (width * 0.5f), top);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(left + (width * 0.8f), top, new() { Steps = 5 });
        await page.Mouse.MoveAsync(left + (width * 0.75f), top);
        var times = page.Locator("[data-brush-times]");
        await Assertions.Expect(times).ToHaveTextAsync(Ends());
        var said = await times.TextContentAsync();
        await page.Mouse.UpAsync();
        await Assertions.Expect(times).ToHaveTextAsync("");

        await Assertions.Expect(page).ToHaveURLAsync(ZoomedInto("outcome:denied"));
        var (from, to) = RangeIn(page.Url);
        Assert.InRange(to - from, TimeSpan.FromMinutes(3.5), TimeSpan.FromMinutes(4.5));
        Assert.Contains(from.ToString("HH:mm:ss", CultureInfo.InvariantCulture), said, StringComparison.Ordinal);
        await Assertions.Expect(page.GetByLabel("Period")).ToHaveValueAsync("custom");
        await Assertions.Expect(page.Locator(".hours-plot")).ToHaveAttributeAsync("data-from", from.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        await window.LookInEveryViewAsync("history-zoomed", isThorough: true);

        await page.GetByRole(AriaRole.Link, new() { Name = "Zoom out" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape("/history?q=outcome:denied&range=15m") + "$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Zoom out" })).ToHaveCountAsync(0);
        window.ExpectNoFaults();
    }

    [Fact]
    public async Task History_BarsChosenByKeyboard_BecomeTheRange()
    {
        await using var network = new SlowNetwork(portal.Url, Delay);
        await using var window = await portal.OpenAsync(through: network);
        var page = window.Page;
        await window.GoToAsync("/history?range=15m");
        await ChartAsync(page);
        var bars = page.Locator(".hours [data-bar]");

        await bars.First.FocusAsync();
        await page.Keyboard.PressAsync("End");
        for (var step = 0; step < 4; step++) await page.Keyboard.PressAsync("ArrowLeft");
        for (var step = 0; step < 2; step++) await page.Keyboard.PressAsync("Shift+ArrowLeft");
        await Assertions.Expect(page.Locator("[data-brush-words]")).ToContainTextAsync("3 bars chosen");
        await Assertions.Expect(page.Locator("[data-brush-times]")).ToHaveTextAsync(Ends());
        await Assertions.Expect(page.Locator("[data-brush-words]")).ToContainTextAsync(Ends());
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("[data-brush-words]")).ToHaveTextAsync("");
        await page.Keyboard.PressAsync("Shift+ArrowRight");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page).ToHaveURLAsync(ZoomedInto(filter: null));
        var (from, to) = RangeIn(page.Url);
        Assert.Equal(TimeSpan.FromSeconds(30), to - from);

        // A single bar is a link, and the browser's own Back also returns.
        await Assertions.Expect(page.Locator(".hours-plot")).ToHaveAttributeAsync("data-to", to.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        var zoomed = page.Url;
        await bars.First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).Not.ToHaveURLAsync(zoomed);
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".hours-plot")).ToHaveAttributeAsync("data-to", to.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        window.ExpectNoFaults();
    }

    [Fact]
    public async Task Live_PartDrawnWithTheMouse_OpensInTheHistory()
    {
        await using var network = new SlowNetwork(portal.Url, Delay);
        await using var window = await portal.OpenAsync(through: network);
        var page = window.Page;
        await window.GoToAsync("/ops/connections?q=host:megacorp.my-saas.io");
        await page.Locator("tbody tr.row").First.WaitForAsync();
        await Assertions.Expect(page.Locator("figure.histogram figcaption")).ToContainTextAsync("Connections that match the filter");
        await window.LookInEveryViewAsync("live-filtered", isThorough: true);
        var box = (await page.Locator(".bars-plot").BoundingBoxAsync())!;

        await page.Mouse.MoveAsync(box.X + (box.Width * 0.6f), box.Y + 20);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * 0.99f), box.Y + 20, new() { Steps = 5 });
        await page.Mouse.UpAsync();

        await Assertions.Expect(page).ToHaveURLAsync(ZoomedInto("host:megacorp.my-saas.io"));
        await page.GoBackAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/ops/connections"));
        window.ExpectNoFaults();
    }

    [Fact]
    public async Task PausedList_ScrolledToItsEnd_SaysWhereItGoesOn()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;
        await window.GoToAsync("/ops/connections?q=outcome:denied");
        await page.Locator("tbody tr.row").Nth(10).WaitForAsync();

        await page.Keyboard.PressAsync("p");
        var end = page.Locator(".log-end");
        await end.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.WaitForFunctionAsync(ScrollToTheEnd);
        await Assertions.Expect(end).ToBeInViewportAsync();
        await Assertions.Expect(page.Locator("tbody tr.row").Last).ToBeInViewportAsync();
        var last = await page.Locator("tbody tr.row time").Last.GetAttributeAsync("datetime");
        await window.ScreenshotAsync("live-paused-end");

        await end.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(ZoomedInto("outcome:denied"));
        Assert.InRange(RangeIn(page.Url).To - DateTimeOffset.Parse(last!, CultureInfo.InvariantCulture), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        window.ExpectNoFaults();
    }

    [Theory]
    [InlineData("/ops/connections", 1440)]
    [InlineData("/ops/connections", 400)]
    [InlineData("/history", 1440)]
    [InlineData("/history", 400)]
    public async Task TimesAndHosts_WhereThereIsRoom_AreWhole(string path, int width)
    {
        await using var window = await portal.OpenAsync();
        await window.Page.SetViewportSizeAsync(width, 900);
        await window.GoToAsync(path);
        await window.Page.Locator("tbody tr.row").Nth(10).WaitForAsync();

        Assert.Equal("", string.Join('\n', await window.Page.EvaluateAsync<string[]>(CutCells)));
    }

    private static async Task<(float Left, float Top, float Width)> ChartAsync(IPage page)
    {
        await page.Locator(".hours-plot [data-bar]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var box = (await page.Locator(".hours-plot").BoundingBoxAsync())!;
        return (box.X, box.Y + (box.Height / 2), box.Width);
    }

    private static Regex ZoomedInto(string? filter) =>
        new(Regex.Escape(filter is null ? "/history?range=custom&from=" : $"/history?q={filter}&range=custom&from=") + "[0-9T:.-]+&to=[0-9T:.-]+$");

    private static (DateTimeOffset From, DateTimeOffset To) RangeIn(string address)
    {
        var match = Range().Match(address);
        return (At(match.Groups[1].Value), At(match.Groups[2].Value));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Both ends on the reader's clock.</summary>
    [GeneratedRegex(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d to ([-\d]+ )?\d\d:\d\d:\d\d")]
    private static partial Regex Ends();

    [GeneratedRegex("from=([0-9T:.-]+)&to=([0-9T:.-]+)$")]
    private static partial Regex Range();
}
