using Bunit;
using PrivateLink.Portal.Components.Layout;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Layout;

public class ViewerPreferencesTests : ComponentTest
{
    [Fact]
    public async Task Load_BrowserThatRemembersNothing_FollowsTheSystemInUtc()
    {
        await using var preferences = new ViewerPreferences(JSInterop.JSRuntime);

        await preferences.LoadAsync();

        Assert.True(preferences.IsLoaded);
        Assert.Equal(ThemeChoice.System, preferences.Theme);
        Assert.Equal(TimeZoneInfo.Utc, preferences.Zone);
    }

    [Fact]
    public async Task ChooseTheme_Dark_IsRememberedInTheBrowserAndAnnounced()
    {
        await using var preferences = new ViewerPreferences(JSInterop.JSRuntime);
        var remember = JSInterop.Setup<bool>("privateLinkPreferences.remember", "theme", "dark").SetResult(true);
        var announced = 0;
        preferences.Changed += () => announced++;

        await preferences.ChooseThemeAsync(ThemeChoice.Dark);

        remember.VerifyInvoke("privateLinkPreferences.remember");
        Assert.True(preferences.IsDark);
        Assert.Equal(1, announced);
    }

    [Fact]
    public async Task OnSystemThemeChanged_Dark_TurnsDark()
    {
        await using var preferences = new ViewerPreferences(JSInterop.JSRuntime);

        preferences.OnSystemThemeChanged(isDark: true);

        Assert.True(preferences.IsDark);
    }
}
