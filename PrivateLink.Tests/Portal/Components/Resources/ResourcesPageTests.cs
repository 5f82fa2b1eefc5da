using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Components.Pages.Resources;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Resources;

public class ResourcesPageTests : PageTest
{
    [Fact]
    public async Task Render_Resources_ShowsModeInWordsAndWhoMayConnect()
    {
        var page = await RenderedAsync();

        Assert.Equal(
            ["globex.my-saas.io", "megacorp.my-saas.io", "status.my-saas.io"],
            page.FindAll("tbody .cell-host").Select(Finding.TextOf));
        Assert.Equal(["Monitor", "Enforce", "Open"], page.FindAll("tbody .cell-mode").Select(Finding.TextOf));
        Assert.Contains("AWS × 1 Azure × 1", page.Text(), StringComparison.Ordinal);
    }

    /// <summary>A count alone would say that two endpoints work.</summary>
    [Fact]
    public async Task Render_OneOfTwoLinksDisabled_SaysSo()
    {
        var resource = await ResourceAsync("megacorp.my-saas.io");
        resource.Draft.Links[0].Enabled = false;
        resource.Draft.Reason = "their certificate was stolen";
        await SaveAsync(resource);

        var page = await RenderedAsync();

        Assert.Contains("× 1, disabled", Finding.TextOf(page.FindAll("tbody tr")[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_EnforcedWithoutLinks_WarnsThatNobodyCanConnect()
    {
        var resource = await ResourceAsync("megacorp.my-saas.io");
        resource.Draft.Links.Clear();
        await SaveAsync(resource);

        var page = await RenderedAsync();

        Assert.Contains("no client can connect", page.FindAll("tbody tr")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_Clicked_SortsAndSaysSo()
    {
        var page = await RenderedAsync();

        page.Button("Tenant").Click();

        Assert.Equal("ascending", page.FindAll("th").Single(head => Finding.TextOf(head) == "Tenant").GetAttribute("aria-sort"));
        Assert.Equal("megacorp.my-saas.io", Finding.TextOf(page.FindAll("tbody .cell-host")[2]));
    }

    [Fact]
    public async Task Row_Clicked_OpensTheResource()
    {
        var page = await RenderedAsync();
        var href = page.Link("megacorp.my-saas.io").GetAttribute("href");

        page.FindAll("tbody tr")[1].Click();

        Assert.EndsWith(href!, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<ResourcesPage>> RenderedAsync()
    {
        var page = Render<ResourcesPage>();
        await page.WaitForElementAsync("tbody tr");
        return page;
    }
}
