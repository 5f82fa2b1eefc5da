using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A person on call, far away from the portal, works with a list that keeps getting rows.</summary>
[Collection(nameof(PortalInBrowser))]
public class BusyListStoryTests(PortalInBrowser portal)
{
    /// <summary>The delay in each direction, as between two continents.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(75);

    /// <summary>How long a person presses a button.</summary>
    private const float PressInMilliseconds = 100;

    private const string RememberPresses = """
        document.addEventListener("pointerdown", event => {
          window.pressed = event.target.closest("tr")?.querySelector("[data-row]")?.id ?? `nothing, but ${event.target.outerHTML.slice(0, 300)}`;
        }, true);
        """;

    /// <summary>Columns whose cells do not link to other pages: time, verdict, host, tenant, link, client.</summary>
    private static readonly int[] Columns = [0, 1, 3, 4, 5, 6];

    /// <summary>The field arrives two round trips after its key. What is typed until then belongs to it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public async Task Palette_TypedIntoAtOnce_HasEveryLetter(float pause)
    {
        await using var network = new SlowNetwork(portal.Url, Delay);
        await using var window = await portal.OpenAsync(through: network);
        var page = window.Page;
        await window.GoToAsync("/resources");
        await page.GetByRole(AriaRole.Table).WaitForAsync();

        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("megacorp", new() { Delay = pause });

        await Assertions.Expect(page.GetByRole(AriaRole.Combobox)).ToHaveValueAsync("megacorp");
        await Assertions.Expect(page.GetByRole(AriaRole.Option).First).ToContainTextAsync("Megacorp");
        window.ExpectNoFaults();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Row_PressedWhileRowsCome_IsTheOneThatOpens(bool byTouch)
    {
        await using var network = new SlowNetwork(portal.Url, Delay);
        await using var window = await portal.OpenAsync(through: network);
        var page = window.Page;
        await window.GoToAsync("/ops/connections");
        await Rows(page).Nth(14).WaitForAsync();
        var chromium = await page.Context.NewCDPSessionAsync(page);
        if (byTouch) await chromium.SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = true });
        await page.EvaluateAsync(RememberPresses);

        IEnumerable<int> columns = byTouch ? Columns[..3] : [.. Columns, .. Columns];
        foreach (var (column, number) in columns.Select((column, number) => (column, number)))
        {
            await page.EvaluateAsync("window.pressed = null");
            await MovesAsync(page);
            var place = (await Rows(page).Nth(number % Columns.Length).Locator("td").Nth(column).BoundingBoxAsync())!;
            var (x, y) = (place.X + 20, place.Y + (place.Height / 2));
            if (byTouch) await TouchAsync(chromium, page, x, y);
            else await page.Mouse.ClickAsync(x, y, new() { Delay = PressInMilliseconds });

            var row = await (await page.WaitForFunctionAsync("window.pressed")).JsonValueAsync<string>();
            Assert.StartsWith("connection-", row, StringComparison.Ordinal);
            await Assertions.Expect(page).ToHaveURLAsync(new Regex($"/ops/connections/{row["connection-".Length..]}$"));
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Connection", Exact = true })).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(page.GetByRole(AriaRole.Complementary)).ToHaveCountAsync(0);
            if (!byTouch) await page.Mouse.MoveAsync(1, 1);
            await page.Keyboard.PressAsync("l");
        }

        window.ExpectNoFaults();
    }

    [Fact]
    public async Task Filter_TypedFastWhileRowsCome_IsWhatWasTyped()
    {
        await using var network = new SlowNetwork(portal.Url, Delay);
        await using var window = await portal.OpenAsync(through: network);
        var page = window.Page;
        await window.GoToAsync("/ops/connections");
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Filter by host" });
        (string Text, string Chip)[] filters =
        [
            ("host:megacorp.my-saas.io", "Host is megacorp.my-saas.io"),
            ("-reason:hello_*", "Reason is not hello_*"),
            ("vpce-0a1b2c3d4e5f60718", "“vpce-0a1b2c3d4e5f60718”"),
        ];
        foreach (var (text, chip) in filters)
        {
            await MovesAsync(page);
            await page.Keyboard.PressAsync("/");
            await page.Keyboard.TypeAsync(text);
            await MovesAsync(page);
            await Assertions.Expect(field).ToHaveValueAsync(text);

            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.TypeAsync("client:10");
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = chip, Exact = true })).ToBeVisibleAsync();
            await MovesAsync(page);
            await Assertions.Expect(field).ToHaveValueAsync("client:10");

            await LeaveAsync(page, field);
            await Assertions.Expect(field).ToHaveValueAsync("client:10");
            Assert.True(await page.EvaluateAsync<bool>("!!document.activeElement.closest('[data-rows]')"));
            await field.FillAsync("");
            await LeaveAsync(page, field);
        }

        await Assertions.Expect(page).ToHaveURLAsync(new Regex(Regex.Escape("q=host:megacorp.my-saas.io+-reason:hello_*+vpce-0a1b2c3d4e5f60718") + "$"));
        window.ExpectNoFaults();
    }

    /// <summary>Fields and their values are offered from far away; what is typed is never touched by it, and taking an offer is one key.</summary>
    [Fact]
    public async Task Filter_CompletedByKeysWhileRowsCome_IsWhatWasTaken()
    {
        await using var network = new SlowNetwork(portal.Url, Delay);
        await using var window = await portal.OpenAsync(through: network);
        var page = window.Page;
        await window.GoToAsync("/ops/connections");
        await MovesAsync(page);
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Filter by host" });
        var options = page.GetByRole(AriaRole.Listbox, new() { Name = "Suggestions for the filter" }).GetByRole(AriaRole.Option);

        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("-rea");
        await Assertions.Expect(options).ToHaveTextAsync(["reasonReason"]);
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(field).ToHaveAttributeAsync("aria-activedescendant", "filter-suggestions-0");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(field).ToHaveValueAsync("-reason:");

        await page.Keyboard.TypeAsync("link_mism");
        await Assertions.Expect(options).ToHaveCountAsync(1);
        await window.ScreenshotAsync("filter-suggestions");
        await options.First.ClickAsync();
        await Assertions.Expect(field).ToHaveValueAsync("-reason:link_mismatch ");
        await Assertions.Expect(field).ToBeFocusedAsync();

        // Typed on before the answer came: the offer is for other text.
        await page.Keyboard.TypeAsync("host:mega");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("x");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Reason is not link_mismatch", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Host is mega", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(field).ToHaveValueAsync("x");
        window.ExpectNoFaults();
    }

    /// <summary>What is offered is closed by the first Escape; the next one leads to the rows.</summary>
    private static async Task LeaveAsync(IPage page, ILocator field)
    {
        await page.Keyboard.PressAsync("Escape");
        if (await field.EvaluateAsync<bool>("field => field === document.activeElement")) await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(field).Not.ToBeFocusedAsync();
    }

    private static async Task TouchAsync(ICDPSession chromium, IPage page, float x, float y)
    {
        var touch = new Dictionary<string, object> { ["type"] = "touchStart", ["touchPoints"] = new[] { new { x, y } } };
        await chromium.SendAsync("Input.dispatchTouchEvent", touch);
        await page.WaitForTimeoutAsync(PressInMilliseconds);
        await chromium.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });
    }

    /// <summary>Waits until the page has been drawn with a new row.</summary>
    private static async Task MovesAsync(IPage page)
    {
        var newest = await Rows(page).First.InnerTextAsync();
        await Assertions.Expect(Rows(page).First).Not.ToHaveTextAsync(newest, new() { UseInnerText = true });
    }

    private static ILocator Rows(IPage page) =>
        page.GetByRole(AriaRole.Table, new() { Name = "Connections, newest first" }).Locator("tbody tr.row");
}
