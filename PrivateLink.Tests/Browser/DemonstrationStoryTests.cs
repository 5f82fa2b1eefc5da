using System.Net;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A visitor opens the demonstration without its console: the page explains itself, offers three ways in, and shows the tour once.</summary>
[Collection(nameof(PortalInBrowser))]
public class DemonstrationStoryTests(PortalInBrowser portal)
{
    public static TheoryData<string> Parts => [.. DemoPart.All.Select(part => part.Title)];

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task SignInPage_OfTheDemonstration_LetsAnybodyPlayAPart(string part)
    {
        await using var window = await portal.OpenAsync(visitor: Visitor.Stranger);
        var page = window.Page;
        await page.GotoAsync("/resources");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Try the demonstration" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = $"Continue as {part.ToLowerInvariant()}" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Resources" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = $"Account of {DemoPart.All.Single(one => one.Title == part).Name}" })).ToBeVisibleAsync();
        window.ExpectNoFaults();
    }

    [Fact]
    public async Task Tour_ShowsThreeMarksOnce()
    {
        await using var window = await portal.OpenAsync(takesTour: true);
        var page = window.Page;
        await page.GotoAsync("/");
        var tour = page.GetByRole(AriaRole.Region, new() { Name = "Tour" });

        await PressAsync("Show me");
        await Assertions.Expect(page.Locator("[data-tour=denied] [data-row]").First).ToBeVisibleAsync();
        await window.LookInEveryViewAsync("tour-denied");
        await PressAsync("Next");
        await Assertions.Expect(page.Locator("[data-tour=wizard] [aria-labelledby=cloud-heading]")).ToBeVisibleAsync();
        await PressAsync("Next");
        await Assertions.Expect(page.Locator("[data-tour=mode] .mode").First).ToBeVisibleAsync();
        await PressAsync("Done");

        await Assertions.Expect(tour).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".mode").First).ToBeVisibleAsync();
        await Assertions.Expect(tour).ToHaveCountAsync(0);
        window.ExpectNoFaults();

        Task PressAsync(string name) => tour.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
    }

    [Fact]
    public async Task SignInPage_WithoutTheDemonstration_OffersNobodysAccount()
    {
        await using var empty = await PortalProcess.StartEmptyAsync();
        using var client = new HttpClient { BaseAddress = empty.Url };

        var page = await client.GetStringAsync("/account/sign-in", TestContext.Current.CancellationToken);

        Assert.Contains("Sign in", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Continue as", page, StringComparison.Ordinal);
        using var used = await client.PostAsync(
            "/account/sign-in",
            new FormUrlEncodedContent([new("_handler", "demonstration-part"), new("Form.Part", "Operator")]),
            TestContext.Current.CancellationToken);
        Assert.NotEqual(HttpStatusCode.Redirect, used.StatusCode);
        Assert.False(used.Headers.Contains("Set-Cookie") && used.Headers.GetValues("Set-Cookie").Any(cookie => cookie.Contains("session", StringComparison.OrdinalIgnoreCase)));
    }
}
