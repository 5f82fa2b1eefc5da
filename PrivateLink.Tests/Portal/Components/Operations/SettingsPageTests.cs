using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Components.Pages.Operations;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Secrets;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Operations;

public class SettingsPageTests : PageTest
{
    [Fact]
    public void Settings_Opened_ShowsWhatIsChangedFirstAndEverySettingBelow()
    {
        var page = Render<SettingsPage>();

        Assert.Equal("Changed from the default", page.Find("section h2").TextContent);
        Assert.Contains("Demonstration:Enabled true false", Finding.TextOf(page.FindAll("section")[0]), StringComparison.Ordinal);
        Assert.Contains(page.FindAll("h2"), heading => heading.TextContent == "Engine:Timeouts");
        Assert.Contains("Engine:Timeouts:Idle 01:00:00 01:00:00 hours:minutes:seconds default by an upgrade", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_ChangedInTheFilesAndNotInForce_AreNamedWithWhatTheyNeed()
    {
        var settings = Services.GetRequiredService<SettingsInForce>();
        settings.Take([], [new("Engine:Loops", null, "4", IsTakenLive: false)], new(settings.All, settings.Values));

        var page = Render<SettingsPage>();

        Assert.Equal("Engine:Loops not set 4", Finding.TextOf(page.Find("section[aria-label='Changed and not in force'] tbody tr")));
        Assert.Contains("privatelink upgrade", Finding.TextOf(page.Find("section[aria-label='Changed and not in force']")), StringComparison.Ordinal);
        Assert.Contains("Engine:Limits:PerLink none none connections default at once", page.Text(), StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".notice-bad"));
    }

    [Fact]
    public void Settings_TheFilesAreWrong_TheProblemsAreShown()
    {
        Services.GetRequiredService<SettingsInForce>().Refuse(["Engine:Loops: 0 is not a number from 1 to 256."]);

        var page = Render<SettingsPage>();

        Assert.Equal("Engine:Loops: 0 is not a number from 1 to 256.", Finding.TextOf(page.Find(".notice-bad li")));
        Assert.Contains("none of the changes is in force", page.Find(".notice-bad").TextContent, StringComparison.Ordinal);
    }

    /// <summary>Ctrl K leads here with the message of a full disk.</summary>
    [Fact]
    public void Settings_DatabaseHasAFile_ShowHowMuchIsFree()
    {
        Services.GetRequiredService<DatabaseState>().Measured(new("/srv/data", 1 << 20, 24 << 20));

        Assert.StartsWith("The disk of the database, folder /srv/data: 1 MB of 24 MB are free. Delete or move", Finding.TextOf(Render<SettingsPage>().Find("#disk")), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Searched_AreThoseWithEveryWord()
    {
        var page = Render<SettingsPage>();

        page.Find("input[type=search]").Input("timeouts idle");

        Assert.Equal("Engine:Timeouts:Idle", Assert.Single(page.FindAll("tbody tr td:first-child")).TextContent);
    }
}
