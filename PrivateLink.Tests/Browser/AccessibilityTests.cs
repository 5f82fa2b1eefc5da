using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>The check itself finds known faults; otherwise every page would pass.</summary>
[Collection(nameof(PortalInBrowser))]
public class AccessibilityTests(PortalInBrowser portal)
{
    [Fact]
    public async Task Page_WithFaults_IsFoundOut()
    {
        await using var window = await portal.OpenAsync();
        await window.Page.SetContentAsync("""
            <html lang="en"><title>A page</title><main><h1>A page</h1><img src="data:,"><p style="color: #eee; background: #fff">hardly there</p></main></html>
            """);

        var faults = await Accessibility.FaultsAsync(window.Page);
        var faint = await Accessibility.FaintTextAsync(window.Page);

        Assert.Contains(faults, fault => fault.StartsWith("axe image-alt:", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("axe color-contrast:", StringComparison.Ordinal));
        Assert.Contains("hardly there", Assert.Single(faint), StringComparison.Ordinal);
    }
}
