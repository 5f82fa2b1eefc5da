using Microsoft.Playwright;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A user chooses which mail to receive.</summary>
[Collection(nameof(PortalInBrowser))]
public class MailChoiceStoryTests(PortalInBrowser portal)
{
    [Fact]
    public async Task Mail_SwitchedOff_StaysOff_AndTheGlassIsToldAlways()
    {
        await using var window = await portal.OpenAsync(visitor: Visitor.Customer);
        var page = window.Page;
        await window.GoToAsync("/account/mail");
        await page.ExpectTextAsync("This portal has no mail server");
        await Assertions.Expect(page.Checkbox("An enforced host is opened")).ToBeDisabledAsync();
        await Assertions.Expect(page.Checkbox("An enforced host is opened")).ToBeCheckedAsync();

        await page.Checkbox("The first connection").UncheckAsync();
        await page.PressAsync("Save");
        await page.ExpectTextAsync("Saved.");

        await window.GoToAsync("/account/mail");
        await Assertions.Expect(page.Checkbox("The first connection")).Not.ToBeCheckedAsync();
        await Assertions.Expect(page.Checkbox("A trial is about to end")).ToBeCheckedAsync();
        await window.ScreenshotAsync("mail-choice");
        await window.ExpectSoundAsync();
    }
}
