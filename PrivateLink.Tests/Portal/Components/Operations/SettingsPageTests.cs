using Bunit;
using PrivateLink.Portal.Components.Pages.Operations;
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
        Assert.Contains("Engine:Timeouts:Idle 01:00:00 01:00:00 hours:minutes:seconds default", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_Searched_AreThoseWithEveryWord()
    {
        var page = Render<SettingsPage>();

        page.Find("input[type=search]").Input("timeouts idle");

        Assert.Equal("Engine:Timeouts:Idle", Assert.Single(page.FindAll("tbody tr td:first-child")).TextContent);
    }
}
