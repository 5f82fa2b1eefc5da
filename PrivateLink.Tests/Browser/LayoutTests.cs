using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>The check itself finds known faults; otherwise every page would pass.</summary>
[Collection(nameof(PortalInBrowser))]
public class LayoutTests(PortalInBrowser portal)
{
    private const string Hidden = "<p style='height: 3000px'></p><span class='visually-hidden'>for screen readers</span>";

    [Theory]
    [InlineData(".content { position: static !important }", Hidden, "the document scrolls by")]
    [InlineData(".visually-hidden { top: 5000px }", "<span class='visually-hidden'>for screen readers</span>", "beyond its end")]
    [InlineData("p { margin: 0 }", "<p style='width: 3000px'>wide</p>", "the content scrolls sideways")]
    [InlineData("p { margin: 0 }", "<p><button style='height: 20px; min-height: 0'>Press</button></p>", "20: <button")]
    [InlineData("p { margin: 0 }", "<p><a href='/' style='padding: 0'>Alone</a></p>", ": <a href")]
    public async Task Page_WithAFault_IsFoundOut(string style, string content, string fault)
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/reasons");
        Assert.Empty(await Layout.FaultsAsync(window.Page));

        await window.Page.AddStyleTagAsync(new() { Content = style });
        await window.Page.EvaluateAsync("html => document.getElementById('content').insertAdjacentHTML('beforeend', html)", content);

        Assert.Contains(await Layout.FaultsAsync(window.Page), found => found.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_WithALinkInASentence_IsInOrder()
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/reasons");

        await window.Page.EvaluateAsync("document.getElementById('content').insertAdjacentHTML('beforeend', '<p>Read <a href=\"/\" style=\"padding: 0\">this</a> before that.</p>')");

        Assert.Empty(await Layout.FaultsAsync(window.Page));
    }
}
