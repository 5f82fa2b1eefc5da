using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Identity.Accounts;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>Accounts in one story: from the setup link of an empty portal to a customer whose access ends while a page is open.</summary>
[Collection(nameof(PortalInBrowser))]
public partial class PeopleStoryTests(PortalInBrowser portal)
{
    private const string Password = "seven purple gates at noon";
    private const string AdministratorEmail = "ada@my-saas.example";
    private const string GuestEmail = "gus@initech.example";

    [Fact]
    public async Task Setup_Invite_Accept_Remove_TheGuestSeesItsTenantAndIsThrownOut()
    {
        // Its own portal, because a portal with an administrator has no setup page, which other tests need.
        await using var own = await PortalProcess.StartAsync(5, "--People:RevalidateEvery=00:00:01");
        await using var administrator = await portal.OpenAsync(visitor: Visitor.Stranger, at: own.Url);
        var key = await SetUpAsync(administrator, await own.WayInAsync("Setup"));
        await SignInAgainWithCodeAsync(administrator, key);
        await ExpectARefusedRoleIsNotShownAsync(administrator);
        var link = await InviteAsync(administrator.Page);

        await using var guest = await portal.OpenAsync(visitor: Visitor.Stranger, at: own.Url);
        await AcceptAsync(guest, link);
        await ExpectOwnTenantOnlyAsync(guest);

        await LookAtWhatTheGuestSignsInWithAsync(administrator);

        // The page is open before access ends.
        await guest.GoToAsync("/connections");
        await RemoveAsync(administrator.Page);
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Your account" })).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.GetByText("You have no role in this portal any more")).ToBeVisibleAsync();
        await guest.ScreenshotAsync("people-6-thrown-out");

        await using var thief = await portal.OpenAsync(visitor: Visitor.Stranger, at: own.Url);
        await thief.Page.GotoAsync(link);
        await Assertions.Expect(thief.Page.GetByText("This invitation was already used, was revoked, or is older than 72 hours")).ToBeVisibleAsync();
        administrator.ExpectNoFaults();
        guest.ExpectNoFaults();
    }

    /// <summary>Goes from the console's link to an administrator with an authenticator, and returns the authenticator's key.</summary>
    private static async Task<string> SetUpAsync(WatchedPage window, string link)
    {
        var page = window.Page;
        await page.GotoAsync(link);
        Assert.DoesNotContain('#', page.Url);
        await page.GetByLabel("Your name").FillAsync("Ada Admin");
        await page.GetByLabel("Email address").FillAsync(AdministratorEmail);
        await page.GetByLabel("Password").FillAsync("password1234");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Assertions.Expect(page.GetByText("one of the passwords that attackers try first")).ToBeVisibleAsync();
        await window.ScreenshotAsync("people-1-setup");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Authenticator app" })).ToBeVisibleAsync();
        var key = Spaces().Replace(await page.Locator(".account-key").InnerTextAsync(), "");
        await window.ScreenshotAsync("people-2-authenticator");
        await window.ExpectSoundAsync();
        await page.GetByLabel("Code from the app").FocusAsync();
        await page.Keyboard.TypeAsync(TimeCode.CodeAt(key, TimeCode.StepAt(TimeProvider.System.GetUtcNow())));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(Password);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Recovery codes" })).ToBeVisibleAsync();
        await window.ScreenshotAsync("people-3-recovery-codes");
        await window.ExpectSoundAsync();

        await page.GotoAsync("/setup");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Page not found" })).ToBeVisibleAsync();
        window.Forgive("HTTP 404");
        return key;
    }

    /// <summary>Signs out, and in again with password and code. The code that was just used is refused.</summary>
    private static async Task SignInAgainWithCodeAsync(WatchedPage window, string key)
    {
        var page = window.Page;
        await window.GoToAsync("/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Account of Ada Admin" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByLabel("Email address").FillAsync(AdministratorEmail);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();

        // The code one step ahead is within the tolerance for a device's clock, and is unused.
        await page.GetByLabel("Code from your authenticator app").FillAsync(TimeCode.CodeAt(key, TimeCode.StepAt(TimeProvider.System.GetUtcNow()) + 1));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync();
    }

    /// <summary>The list shows the role that the person has, not the refused one.</summary>
    private static async Task ExpectARefusedRoleIsNotShownAsync(WatchedPage window)
    {
        await window.GoToAsync("/settings/people");
        var role = window.Page.GetByLabel($"Role of {DemoPart.All[0].Name}");
        await role.SelectOptionAsync("Administrator");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Reset its password first");
        await Assertions.Expect(role).ToHaveValueAsync("Operator");
    }

    private static async Task<string> InviteAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Tenants" }).ClickAsync();
        await page.GetByLabel("Name of a new tenant").FillAsync("Initech");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create tenant" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Initech" })).ToBeVisibleAsync();

        await page.GetByLabel("Email address").FillAsync(GuestEmail);
        await page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("Owner");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send invitation" }).ClickAsync();
        var notice = page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Give this link" });
        await Assertions.Expect(notice).ToBeVisibleAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, "people-4-invited.png") });
        return Link().Match(await notice.InnerTextAsync()).Value;
    }

    private static async Task AcceptAsync(WatchedPage window, string link)
    {
        var page = window.Page;
        await page.GotoAsync(link);
        await Assertions.Expect(page.GetByText($"invited {GuestEmail} to join Initech as owner")).ToBeVisibleAsync();
        Assert.DoesNotContain('#', page.Url);
        await page.GetByLabel("Your name").FillAsync("Gus Guest");
        await page.GetByLabel("Password").FillAsync("short");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("A password has at least 12 characters")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Password")).ToBeFocusedAsync();
        await Assertions.Expect(page.GetByLabel("Password")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept invitation" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "do it later" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync();
    }

    private static async Task ExpectOwnTenantOnlyAsync(WatchedPage window)
    {
        var page = window.Page;
        await window.GoToAsync("/resources");
        await Assertions.Expect(page.GetByText("No host is protected yet")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(DemoNames.MegacorpHost)).ToHaveCountAsync(0);
        await window.ScreenshotAsync("people-5-guest");
        await window.ExpectSoundAsync();
        await window.GoToAsync("/tenants");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "You do not have access to this page" })).ToBeVisibleAsync();
        await window.GoToAsync("/settings/members");
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = "People" }).GetByText(GuestEmail)).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(DemoNames.MegacorpOwnerEmail)).ToHaveCountAsync(0);
    }

    /// <summary>An administrator finds the guest's session and cancels ending it.</summary>
    private static async Task LookAtWhatTheGuestSignsInWithAsync(WatchedPage window)
    {
        var page = window.Page;
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Tenants" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Initech" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Gus Guest" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Gus Guest" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("by password, started")).ToBeVisibleAsync();
        await window.LookInEveryViewAsync("person", isThorough: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "End all sessions" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByText("End all sessions of Gus Guest?")).ToBeVisibleAsync();
        await window.ScreenshotAsync("person-end-all");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
    }

    private static async Task RemoveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "Tenants" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Initech" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Gus Guest" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove Gus Guest" }).ClickAsync();
        await Assertions.Expect(page.GetByText("No members yet")).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"\s")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"https?://\S+#\S+")]
    private static partial Regex Link();
}
