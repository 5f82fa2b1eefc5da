using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Tests.Browser;

/// <summary>The steps of the wizard as a customer takes them, each with its one button.</summary>
internal static partial class WizardActs
{
    /// <summary>Opens the wizard from the rail, and chooses a service and a host.</summary>
    public static async Task ChooseServiceAsync(this IPage page, string service, string host, string? tenant = null, string? alias = null)
    {
        await page.TurnToAsync("Connect");
        if (tenant is not null) await page.ChooseAsync("Tenant", tenant);
        await page.Service(service, alias).CheckAsync();
        await page.Checkbox(host).CheckAsync();
    }

    /// <summary>A service to choose: the company sees its name; a customer sees cloud and region, or the alias if there are several.</summary>
    public static ILocator Service(this IPage page, string service, string? alias = null)
    {
        var demonstrated = KnownClouds.All.FirstOrDefault(cloud => cloud.Demonstration.Service == service);
        if (demonstrated is null) return page.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex($"{Regex.Escape(service)}|{Regex.Escape(alias ?? service).Replace('/', '.')}") });
        var name = demonstrated.Demonstration.Alias;
        var place = Regex.Escape($"{demonstrated.Words.Name} {demonstrated.ProviderSide.ReadAlias(name).Region}");
        var alone = Regex.Escape(name).Replace('/', '.'); // a slash would end the regular expression in the selector
        return page.GetByRole(AriaRole.Radio, new() { NameRegex = new Regex($"^{place}( {Regex.Escape(service)}| {alone})?$") });
    }

    public static async Task StartAsync(this IPage page)
    {
        await page.PressAsync("Start setup");
        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Steps" })).ToBeVisibleAsync();
    }

    /// <summary>Fills in the values for the command.</summary>
    public static async Task DescribeNetworkAsync(this IPage page, CloudStory story)
    {
        if (story.PastedNetwork is { } paste) await page.GetByLabel(paste.Label, new() { Exact = true }).FillAsync(paste.Text);
        foreach (var (label, text) in story.Network)
        {
            var field = page.GetByLabel(label, new() { Exact = true });
            if (story.PastedNetwork is null) await field.FillAsync(text);
            await Assertions.Expect(field).ToHaveValueAsync(text);
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync(story.Command);
    }

    /// <summary>Goes to the link ID step, whatever steps the cloud has before it.</summary>
    public static async Task CreateAsync(this IPage page, CloudStory story)
    {
        if (KnownClouds.Of(story.Cloud).Zones is not null) await page.PressAsync("Continue");
        await page.DescribeNetworkAsync(story);
        await page.PressAsync("I created the endpoint: continue");
        await page.ExpectStepAsync(story.Words.LinkIdTitle);
    }

    /// <summary>Creates the one-time name, connects with it through the endpoint, and confirms the claim.</summary>
    public static async Task ClaimAsync(this IPage page, CloudStory story, IPEndPoint listener, LinkId link)
    {
        await page.ShowNameAsync(story, listener, link);
        await page.AcceptClaimAsync();
    }

    public static async Task ShowNameAsync(this IPage page, CloudStory story, IPEndPoint listener, LinkId link)
    {
        await page.PressAsync("Create one-time name");
        await page.GetByText(ClaimName()).Last.WaitForAsync();
        if (story.Address is { } address)
        {
            await page.TypeAddressAsync(address);
            await Assertions.Expect(page.GetByRole(AriaRole.Tabpanel).Filter(new() { HasText = "openssl s_client" })).ToContainTextAsync(address);
        }

        await page.KnockWithNameAsync(listener, link);
    }

    /// <summary>Connects through the endpoint with the one-time name on the page.</summary>
    public static async Task KnockWithNameAsync(this IPage page, IPEndPoint listener, LinkId link)
    {
        var waiting = page.GetByText(ClaimName()).Last;
        await waiting.WaitForAsync();
        await PlayedClient.KnockAsync(listener, link, ClaimName().Match(await waiting.InnerTextAsync()).Value);
        await page.ExpectTextAsync("The one-time name arrived through");
    }

    public static async Task AcceptClaimAsync(this IPage page)
    {
        await page.PressAsync("Confirm endpoint");
        await page.ExpectStepAsync("DNS");
    }

    /// <summary>Types into the field and leaves it, so that the value is kept.</summary>
    public static async Task TypeAddressAsync(this IPage page, string address)
    {
        var field = page.GetByLabel("Endpoint's address");
        await field.FillAsync(address);
        await field.BlurAsync();
    }

    public static async Task PasteAsync(this IPage page, CloudStory story, LinkId link)
    {
        await page.GetByRole(AriaRole.Textbox, new() { Name = story.Words.LinkId }).FillAsync(story.Printed!(link));
        await page.PressAsync("Save link ID");
        await page.ExpectStepAsync("DNS");
    }

    /// <summary>Reads the preview of blocked connections, and types the host's name below it.</summary>
    public static async Task AgreeAsync(this IPage page, string host)
    {
        await page.FollowAsync("Continue to enforcement");
        await page.GetByLabel("Host to enforce").FillAsync(host);
    }

    public static async Task EnforceAsync(this IPage page, string host)
    {
        await page.PressAsync($"Enforce {host} on trial");
        await page.ExpectTextAsync("Enforced on trial:");
    }

    /// <summary>
    /// Makes the trial permanent after a listed link was admitted. Double-clicks the button, and double-clicks again in the same place: no button
    /// that opens the host may have moved there.
    /// </summary>
    public static async Task KeepAsync(this IPage page, string host)
    {
        await page.ExpectTextAsync("A connection through a listed link was allowed at");
        var keep = page.GetByRole(AriaRole.Button, new() { Name = $"Keep {host} enforced", Exact = true });
        await keep.ScrollIntoViewIfNeededAsync();
        var place = (await keep.BoundingBoxAsync())!;
        await keep.DblClickAsync();
        await page.ExpectTextAsync("Enforced: only listed links are allowed.");
        await Assertions.Expect(page.Locator(".settles-odd, .settles-even")).ToHaveCSSAsync("pointer-events", "auto");
        await page.Mouse.DblClickAsync(place.X + (place.Width / 2), place.Y + (place.Height / 2));
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("details.emergency[open]")).ToHaveCountAsync(0);
        await page.ExpectTextAsync("Enforced: only listed links are allowed.");
    }

    public static Task ExpectStepAsync(this IPage page, string title) =>
        Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 2, Name = title, Exact = true })).ToBeVisibleAsync();

    [GeneratedRegex("[a-z2-9]{24}\\.claim\\.invalid")]
    private static partial Regex ClaimName();
}
