using Microsoft.Playwright;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>From start to "enforced" with only the keyboard. After every step its heading has the focus, at the top of the page.</summary>
[Collection(nameof(PortalInBrowser))]
public class KeyboardStoryTests(PortalInBrowser portal)
{
    [Theory]
    [InlineData(CloudProvider.Aws)]
    [InlineData(CloudProvider.Azure)]
    [InlineData(CloudProvider.Gcp)]
    public async Task FromConnect_ToEnforced_WithoutAPointer(CloudProvider cloud)
    {
        var story = CloudStory.Of(cloud);
        var host = $"keyboard-{cloud}.my-saas.io".ToLowerInvariant();
        var link = story.Link(71);
        await AddHostAsync(host);
        await using var window = await portal.OpenAsync(visitor: Visitor.Customer);
        var page = window.Page;
        await window.GoToAsync("/");
        var hands = new Keyboard(page);

        await hands.PressAsync(AriaRole.Link, "Connect");
        await page.ExpectTitleAsync("Connect privately");
        await hands.ChooseAsync(page.Service(story.Service));
        await hands.ReachAsync(page.Checkbox(host));
        await page.Keyboard.PressAsync("Space");
        await hands.PressAsync(AriaRole.Button, "Start setup");

        var count = 6;
        if (KnownClouds.Of(cloud).Zones is not null)
        {
            count = 7;
            await ExpectBegunAsync(page, "Zones", $"Step 2 of {count}: Zones · {story.Words.Name} ");
            await hands.PressAsync(AriaRole.Button, "Continue");
        }

        var create = $"Create the {story.Words.PrivateEndpoint}";
        await ExpectBegunAsync(page, create, $"Step {count - 4} of {count}: {create} · ");
        foreach (var (label, text) in story.Network)
        {
            await hands.ReachAsync(page.GetByLabel(label, new() { Exact = true }));
            await page.Keyboard.InsertTextAsync(text);
        }

        await ExpectTabsTurnAsync(hands, page);
        await hands.PressAsync(AriaRole.Button, "I created the endpoint: continue");
        await ExpectBegunAsync(page, story.Words.LinkIdTitle, $"Step {count - 3} of {count}: {story.Words.LinkIdTitle} · ");
        await IdentifyAsync(hands, page, story, link);
        await ExpectBegunAsync(page, "DNS", $"Step {count - 2} of {count}: DNS · ");
        await hands.PressAsync(AriaRole.Button, "DNS is set up: continue");
        await ExpectBegunAsync(page, "Verify", $"Step {count - 1} of {count}: Verify · ");
        await PlayedClient.KnockAsync(portal.Listener(story.Listener), link, host);
        await page.ExpectTextAsync("Verified.");
        await hands.PressAsync(AriaRole.Link, "Continue to enforcement");
        await ExpectBegunAsync(page, "Enforce", $"Step {count} of {count}: Enforce · ");
        await hands.ReachAsync(page.GetByLabel("Host to enforce"));
        await page.Keyboard.InsertTextAsync(host);
        await hands.PressAsync(AriaRole.Button, $"Enforce {host} on trial");
        await page.ExpectTextAsync("Enforced on trial:");
        await PlayedClient.KnockAsync(portal.Listener(story.Listener), link, host);
        await page.ExpectTextAsync("A connection through a listed link was allowed at");
        await hands.PressAsync(AriaRole.Button, $"Keep {host} enforced");
        await hands.PressAsync(AriaRole.Link, "Finish");
        await ExpectBegunAsync(page, "Done", "Done · ");
        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = "Protected" })).ToContainTextAsync(host);
        if (cloud == CloudProvider.Aws) await window.LookInEveryViewAsync("wizard-done", isThorough: true);
        window.ExpectNoFaults();
    }

    /// <summary>The focus is visible on links too, and goes back to the button that opened a dialog or a menu.</summary>
    [Fact]
    public async Task Escape_InADialogOrAMenu_GoesBackToItsButton()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;
        await window.GoToAsync("/private-endpoints");
        var hands = new Keyboard(page);
        var endpoint = page.Locator("main a[href^='private-endpoints/']").First;
        await hands.ReachAsync(endpoint);
        await Assertions.Expect(endpoint).ToHaveCSSAsync("outline-style", "solid");
        await page.Keyboard.PressAsync("Enter");

        var disable = page.GetByRole(AriaRole.Button, new() { Name = "Disable endpoint" });
        await hands.ReachAsync(disable);
        foreach (var key in new[] { "Escape", "Enter" })
        {
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancel" })).ToBeFocusedAsync();
            await page.Keyboard.PressAsync(key);
            await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
            await Assertions.Expect(disable).ToBeFocusedAsync();
        }

        await window.GoToAsync("/ops/connections");
        foreach (var menu in new[] { "Columns", "Views" })
        {
            var summary = page.Locator("summary", new() { HasTextString = menu });
            await hands.ReachAsync(summary);
            await page.Keyboard.PressAsync("Enter");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(summary).ToBeFocusedAsync();
            await Assertions.Expect(page.Locator("details[data-menu][open]")).ToHaveCountAsync(0);
        }

        window.ExpectNoFaults();
    }

    /// <summary>Also after the second refusal, which marks the same field, and in a dialog.</summary>
    [Fact]
    public async Task Save_RefusedBecauseOfAField_FocusesIt()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;
        await window.GoToAsync("/upstreams/new");
        var hands = new Keyboard(page);
        for (var refusal = 0; refusal < 2; refusal++)
        {
            await hands.PressAsync(AriaRole.Button, "Add upstream");
            await Assertions.Expect(page.GetByLabel("Name", new() { Exact = true })).ToBeFocusedAsync();
        }

        await window.GoToAsync("/private-endpoints");
        await hands.ReachAsync(page.Locator("main a[href^='private-endpoints/']").First);
        await page.Keyboard.PressAsync("Enter");
        await hands.PressAsync(AriaRole.Button, "Disable endpoint");
        await hands.ReachAsync(page.GetByRole(AriaRole.Button, new() { Name = "Disable", Exact = true }));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Reason")).ToBeFocusedAsync();
        window.ExpectNoFaults();
    }

    /// <summary>A date is typed digit by digit, and a button that its own press removes passes the focus on.</summary>
    [Fact]
    public async Task History_PeriodAndConditions_KeepTheFocus()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;
        await window.GoToAsync("/history?q=listener:aws&range=custom&from=2026-05-04T10:00&to=2026-05-04T11:00");
        var hands = new Keyboard(page);
        var from = page.Locator("input[type=datetime-local]").First;
        await hands.ReachAsync(from);
        await page.Keyboard.TypeAsync("04302026");
        await page.WaitForURLAsync(url => url.Contains("from=2026-04-30T10:00", StringComparison.Ordinal));
        await Assertions.Expect(from).ToBeFocusedAsync();
        await Assertions.Expect(from).ToHaveValueAsync("2026-04-30T10:00");

        var remove = page.GetByRole(AriaRole.Button, new() { Name = "Remove: " });
        await hands.ReachAsync(remove);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(remove).ToHaveCountAsync(0);
        Assert.NotEqual("BODY", await page.EvaluateAsync<string>("document.activeElement.tagName"));
        window.ExpectNoFaults();
    }

    /// <summary>Types the link ID if the cloud prints it, or else proves it by a connection.</summary>
    private async Task IdentifyAsync(Keyboard hands, IPage page, CloudStory story, LinkId link)
    {
        if (story.Cloud == CloudProvider.Azure)
        {
            await hands.PressAsync(AriaRole.Button, "Create one-time name");
            await page.KnockWithNameAsync(portal.Listener(story.Listener), link);
            await hands.PressAsync(AriaRole.Button, "Confirm endpoint");
            return;
        }

        await hands.ReachAsync(page.GetByRole(AriaRole.Textbox, new() { Name = story.Words.LinkId }));
        await page.Keyboard.InsertTextAsync(link.ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save link ID" })).ToBeEnabledAsync();
        await hands.PressAsync(AriaRole.Button, "Save link ID");
    }

    /// <summary>All tabs are one stop. The arrow keys go round, Home and End go to the ends, and the focused tab is shown.</summary>
    private static async Task ExpectTabsTurnAsync(Keyboard hands, IPage page)
    {
        var tabs = page.GetByRole(AriaRole.Tablist).First.GetByRole(AriaRole.Tab);
        var last = await tabs.CountAsync() - 1;
        Assert.True(last > 0);
        await hands.ReachAsync(tabs.First);
        foreach (var (key, at) in new[] { ("ArrowRight", 1), ("ArrowLeft", 0), ("ArrowLeft", last), ("ArrowRight", 0), ("End", last), ("Home", 0) })
        {
            await page.Keyboard.PressAsync(key);
            await Assertions.Expect(tabs.Nth(at)).ToBeFocusedAsync();
            await Assertions.Expect(tabs.Nth(at)).ToHaveAttributeAsync("aria-selected", "true");
            await Assertions.Expect(page.GetByRole(AriaRole.Tablist).First.Locator("[role=tab][tabindex='0']")).ToHaveCountAsync(1);
        }
    }

    private static async Task ExpectBegunAsync(IPage page, string heading, string title)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2, Name = heading, Exact = true })).ToBeFocusedAsync();
        Assert.StartsWith(title, await page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.getElementById('content').scrollTop"));
    }

    private async Task AddHostAsync(string host)
    {
        await using var company = await portal.OpenAsync();
        await company.GoToAsync("/");
        await company.Page.AddHostAsync(host);
    }
}
