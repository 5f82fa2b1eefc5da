using System.Security.Cryptography;
using Microsoft.Playwright;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>An owner creates evidence for an auditor and prints it.</summary>
[Collection(nameof(PortalInBrowser))]
public class EvidenceStoryTests(PortalInBrowser portal)
{
    [Fact]
    public async Task Evidence_MadeByAnOwner_IsPrintedLightAndHasWhatConfirmsIt()
    {
        await using var window = await portal.OpenAsync(ColorScheme.Dark, visitor: Visitor.Customer);
        var page = window.Page;
        await window.GoToAsync("/");
        await page.TurnToAsync("Evidence");
        await page.PressAsync("Create evidence");
        await page.ExpectTextAsync("Evidence created");
        await window.ScreenshotAsync("evidence-made");
        await window.ExpectSoundAsync();
        var checksum = await page.Locator("[aria-labelledby=made-heading] .copyable .mono").First.InnerTextAsync();

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download document" }).ClickAsync());
        Assert.Matches("^evidence-megacorp-[0-9]{8}-[0-9]{8}.json$", download.SuggestedFilename);
        var file = await File.ReadAllBytesAsync((await download.PathAsync())!, TestContext.Current.CancellationToken);
        Assert.Equal(checksum, Convert.ToHexStringLower(SHA256.HashData(file)));

        await page.GotoAsync((await page.GetByRole(AriaRole.Link, new() { Name = "Open printable page" }).GetAttributeAsync("href"))!);
        await page.ExpectTitleAsync("Evidence of private access");
        await page.ExpectTextAsync(checksum);
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.Equal(0, await page.GetByRole(AriaRole.Navigation).CountAsync());
        await window.ScreenshotAsync("evidence-print");
        await window.ExpectSoundAsync();
        await page.SetViewportSizeAsync(400, 900);
        Assert.Equal(400, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        foreach (var format in new[] { "A4", "Letter" })
            Assert.Equal("%PDF-"u8.ToArray(), (await page.PdfAsync(new() { Path = Path.Combine(Repository.Screenshots, $"evidence-{format}.pdf"), Format = format })).AsSpan(0, 5).ToArray());
        window.ExpectNoFaults();
    }
}
