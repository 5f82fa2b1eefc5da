using Microsoft.Playwright;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>Somebody who has no pointer: what is to be used is reached with the tab key, and seen to be reached.</summary>
internal sealed class Keyboard(IPage page)
{
    private const int MostStops = 120;
    private const string Kept = "() => document.activeElement.checked && location.search.includes(document.activeElement.value)";

    /// <summary>Goes from stop to stop until the element has the focus; fails where the focus does not get to it, or cannot be seen there.</summary>
    public async Task ReachAsync(ILocator wanted)
    {
        await Assertions.Expect(wanted).ToBeVisibleAsync();
        for (var stops = 0; stops < MostStops; stops++)
        {
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement")) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"The tab key does not lead to {wanted}; it ended at {await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)")}.");
    }

    public async Task PressAsync(AriaRole role, string name)
    {
        await ReachAsync(page.GetByRole(role, new() { Name = name, Exact = true }).First);
        await page.Keyboard.PressAsync("Enter");
    }

    /// <summary>
    /// Radio buttons of a group are one stop, within which the arrows choose. The page keeps each choice in its address: before that, what it is drawn with
    /// may still be the choice before.
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
