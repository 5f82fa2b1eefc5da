using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

/// <summary>The live page: its filter, in the field, the address, the chips and the cells.</summary>
public sealed class ConnectionsPageFilterTests : PageTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Filter_ByVerdict_ShowsOnlyItAndGoesIntoTheUrl()
    {
        Log.Report(Decisions.Allowed(), Decisions.Denied());
        var page = Render<ConnectionsPage>();

        page.Button("Denied").Click();
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("true", page.Button("Denied").GetAttribute("aria-pressed"));
        Assert.Single(page.FindAll("tbody tr.row"));
        page.WaitForAssertion(() => Assert.EndsWith("/ops/connections?q=outcome:denied", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Filter_ByTextThatFitsNothing_SaysSo()
    {
        Log.Report(Decisions.Allowed());
        var page = Render<ConnectionsPage>();

        Assert.True(await EnterAsync(page, "globex"));

        Assert.EndsWith("/ops/connections?q=globex", Navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("No connection matches", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Url_WithAFilter_ReproducesTheView()
    {
        Log.Report(Decisions.Allowed(), Decisions.Denied());
        Navigation.NavigateTo("ops/connections?q=outcome:allowed+host:mega*+~cloud:gcp");

        var page = Render<ConnectionsPage>();

        Assert.Single(page.FindAll("tbody tr.row"));
        Assert.Equal("true", page.Button("Allowed").GetAttribute("aria-pressed"));
        Assert.Equal("true", page.Button("Host is mega*").GetAttribute("aria-pressed"));
        Assert.Equal("false", page.Button("Cloud is gcp").GetAttribute("aria-pressed"));
    }

    /// <summary>The browser owns the field: rendering sets no value, and typing sends nothing to the server.</summary>
    [Fact]
    public void Filter_WhileItIsTyped_IsLeftToTheBrowser()
    {
        var field = Render<ConnectionsPage>().Field("Filter by host");

        Assert.False(field.HasAttribute("value"));
        Assert.DoesNotContain(field.Attributes, attribute => attribute.Name.StartsWith("blazor:on", StringComparison.Ordinal));
    }

    [Fact]
    public void Url_WithAMistake_IsPutIntoTheFieldToBeMended()
    {
        Navigation.NavigateTo("ops/connections?q=hots:a");

        Render<ConnectionsPage>();

        Assert.Equal("hots:a", JSInterop.VerifyInvoke("privateLink.fillField").Arguments[1]);
    }

    [Fact]
    public void Url_WithAnOldVerdict_StillOpens()
    {
        Log.Report(Decisions.Allowed(), Decisions.Denied());
        Navigation.NavigateTo("connections?verdict=denied");

        Assert.Single(Render<ConnectionsPage>().FindAll("tbody tr.row"));
    }

    [Fact]
    public async Task Filter_WithAMistake_IsExplainedAndShowsEverything()
    {
        Log.Report(Decisions.Allowed());
        var page = Render<ConnectionsPage>();

        Assert.False(await EnterAsync(page, "hots:a"));

        var error = page.Find("#filter-error");
        Assert.Equal("hots", error.QuerySelector("mark")!.TextContent);
        Assert.Contains("There is no field 'hots'. Expected: perhaps host", error.TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("tbody tr.row"));
    }

    [Fact]
    public void Chips_SwitchedOffTurnedAndRemoved_ChangeTheRows()
    {
        Log.Report(Decisions.Allowed(), Decisions.Denied());
        Navigation.NavigateTo("ops/connections?q=reason:link_mismatch");
        var page = Render<ConnectionsPage>();
        Assert.Single(page.FindAll("tbody tr.row"));

        page.Button("Exclude instead: Reason is link_mismatch").Click();
        Assert.Contains("Link is listed", page.Find("tbody tr.row").TextContent, StringComparison.Ordinal);

        page.Button("Reason is not link_mismatch").Click();
        Assert.Equal(2, page.FindAll("tbody tr.row").Count);

        page.Button("Remove: Reason is not link_mismatch").Click();
        Assert.Empty(page.FindAll("[aria-label=Conditions]"));
    }

    [Fact]
    public async Task Value_Picked_IsIncludedOrExcluded()
    {
        Log.Report(Decisions.Allowed(), Decisions.Denied());
        var page = Render<ConnectionsPage>();
        var table = page.FindComponent<ConnectionTable>().Instance;

        await page.InvokeAsync(() => table.OnPickedAsync("reason", "link_mismatch", excludes: true));
        Assert.Contains("Link is listed", Assert.Single(page.FindAll("tbody tr.row")).TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => table.OnPickedAsync("reason", "link_mismatch", excludes: false));
        Assert.Contains("Link not listed", Assert.Single(page.FindAll("tbody tr.row")).TextContent, StringComparison.Ordinal);
    }

    private static Task<bool> EnterAsync(IRenderedComponent<ConnectionsPage> page, string text) => page.FindComponent<FilterInput>().Instance.EnterAsync(text);
}
