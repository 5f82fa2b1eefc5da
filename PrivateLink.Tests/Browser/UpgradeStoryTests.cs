using System.Globalization;
using Microsoft.Playwright;
using PrivateLink.Portal.Succession;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A new process takes over while a page is open. The page goes on there, with what was typed, and without a reload.</summary>
[Collection(nameof(PortalInBrowser))]
public class UpgradeStoryTests(PortalInBrowser portal)
{
    [Fact]
    public async Task Upgrade_PageIsOpen_GoesOnInTheNewProcessWithWhatWasTyped()
    {
        const string Typed = "typed before the upgrade";
        await using var own = await PortalProcess.StartAsync(0);
        await using var window = await portal.OpenAsync(at: own.Url);
        var page = window.Page;
        await window.GoToAsync(await own.WayInAsync(nameof(Visitor.Operator)));
        await window.GoToAsync("/tenants");
        var box = page.GetByRole(AriaRole.Textbox).First;
        await box.FillAsync(Typed);
        await page.EvaluateAsync("window.isTheSame = true");

        var result = await PortalProcess.RunAsync("upgrade", $"--Database:Path={own.DatabasePath}");
        Assert.True(result.ExitCode == 0, result.Error + own.Output);
        var successor = ElderProcess.Of(int.Parse(result.Output.Split(' ')[0], CultureInfo.InvariantCulture))!;
        try
        {
            await Eventually.TrueAsync(() => own.Output.Contains("were asked to move to the new process; 0 of them", StringComparison.Ordinal));
            await Assertions.Expect(box).ToHaveValueAsync(Typed);
            Assert.True(await page.EvaluateAsync<bool>("window.isTheSame === true"));

            // The new process answers this page: a link inside it works without a reload.
            await page.GetByRole(AriaRole.Link, new() { Name = "Resources" }).First.ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Resources" })).ToBeVisibleAsync();
            Assert.True(await page.EvaluateAsync<bool>("window.isTheSame === true"));
        }
        finally
        {
            using var kill = System.Diagnostics.Process.Start("kill", ["-KILL", successor.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }
}
