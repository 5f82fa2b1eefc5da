using Microsoft.Playwright;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A user without a pointer: reaches every control with the Tab key, and checks that the focus is visible.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int MostStops = 120;
    /// <summary>Fields show the focus by their border, which is another element's.</summary>
    private const string IsSeen = "element => !element.matches('a, button, summary') || getComputedStyle(element).outlineStyle !== 'none'";

    private const string Kept = "() => document.activeElement.checked && location.search.includes(document.activeElement.value)";

    /// <summary>Tabs until the element has the focus. Fails if the focus never reaches it or is not visible there.</summary>
    public async Task ReachAsync(ILocator wanted)
    {
        await Assertions.Expect(wanted).ToBeVisibleAsync();
        for (var stops = 0; stops < MostStops; stops++)
        {
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                Assert.True(await wanted.EvaluateAsync<bool>(IsSeen), $"The focus is not visible on {wanted}.");
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"The Tab key does not reach {wanted}. It stopped at {await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)")}.");
    }

    public async Task PressAsync(AriaRole role, string name)
    {
        await ReachAsync(page.GetByRole(role, new() { Name = name, Exact = true }).First);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>
    /// The radio buttons of a group are one tab stop, and the arrow keys choose. The page keeps each choice in its address. Before that, it may still
    /// show the previous choice.
    /// </summary>
    public async Task ChooseAsync(ILocator radio)
    {
        await ReachAsync(page.GetByRole(AriaRole.Radio).First);
        await page.Keyboard.PressAsync("Space");
        await page.WaitForFunctionAsync(Kept);
        for (var stops = 0; stops < MostStops && !await radio.IsCheckedAsync(); stops++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
            await page.WaitForFunctionAsync(Kept);
        }

        await Assertions.Expect(radio).ToBeCheckedAsync();
    }
}
