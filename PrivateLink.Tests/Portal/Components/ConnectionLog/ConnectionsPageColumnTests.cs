using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

/// <summary>The live page: which columns it shows, and the views that keep them.</summary>
public sealed class ConnectionsPageColumnTests : PageTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    /// <summary>The time stays: it leads to the connection.</summary>
    [Fact]
    public void Columns_Unticked_AreGoneFromHeadAndRowsUntilAllAreShown()
    {
        Log.Report(Decisions.Allowed());
        var page = Render<ConnectionsPage>();
        string[] Heads() => [.. page.FindAll("thead th").Select(Finding.TextOf)];
        var all = Heads();

        page.FindAll(".columns label").Single(label => Finding.TextOf(label) == "Tenant").QuerySelector("input")!.Change(false);
        page.WaitForAssertion(() => Assert.Equal(all.Where(head => head != "Tenant"), Heads()));
        Assert.Equal(Heads().Length, page.FindAll("tbody tr.row td").Count);
        Assert.DoesNotContain(page.FindAll(".columns label"), label => Finding.TextOf(label) == "Time");

        page.Button("Show all").Click();
        page.WaitForAssertion(() => Assert.Equal(all, Heads()));
    }

    /// <summary>What was chosen is part of the view: of its address, of the links in it, and of what is kept under a name. It is no preference until the person says so.</summary>
    [Fact]
    public async Task Columns_Chosen_StandInTheAddressAndAreAPreferenceOnlyWhenAsked()
    {
        Log.Report(Decisions.Denied());
        var page = Render<ConnectionsPage>();

        page.FindAll(".columns label").Single(label => Finding.TextOf(label) == "Listener").QuerySelector("input")!.Change(false);

        const string Columns = "columns=verdict,reason,host,tenant,link,client,revision,duration";
        Assert.EndsWith($"/ops/connections?{Columns}", Navigation.Uri, StringComparison.Ordinal);
        Assert.EndsWith(Columns, page.Find("tr.row a[data-row]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.EndsWith(Columns, page.Link("History").GetAttribute("href"), StringComparison.Ordinal);
        JSInterop.VerifyNotInvoke("privateLinkPreferences.remember");

        await page.InvokeAsync(() => page.Button("Use in all my views").Click());
        Assert.EndsWith("/ops/connections", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("Listener", JSInterop.VerifyInvoke("privateLinkPreferences.remember").Arguments[1]);
        Assert.DoesNotContain("Listener", page.FindAll("thead th").Select(Finding.TextOf));
    }

    /// <summary>A colleague's view has the colleague's columns, and leaves the reader's own as they are.</summary>
    [Fact]
    public async Task View_OfAColleagueWithOtherColumns_ShowsThemAndLeavesTheReadersOwn()
    {
        Log.Report(Decisions.Denied());
        var preferences = Services.GetRequiredService<ViewerPreferences>();
        await preferences.HideColumnsAsync(["Client"]);
        var page = Render<ConnectionsPage>();

        await page.InvokeAsync(() => page.FindComponent<SavedViews>().Instance.OnOpen.InvokeAsync("?q=outcome:denied&columns=reason,host"));

        page.WaitForAssertion(() => Assert.Equal(["Time", "Reason", "Host"], page.FindAll("thead th").Select(Finding.TextOf)));
        Assert.Equal(["Client"], preferences.HiddenColumns);

        await page.InvokeAsync(() => page.Button("Use my columns").Click());
        Assert.EndsWith("/ops/connections?q=outcome:denied", Navigation.Uri, StringComparison.Ordinal);
        Assert.Contains("Listener", page.FindAll("thead th").Select(Finding.TextOf));
        Assert.DoesNotContain("Client", page.FindAll("thead th").Select(Finding.TextOf));
    }

    /// <summary>A kept view names its columns also where they are those that its maker prefers: its readers prefer others.</summary>
    [Fact]
    public async Task View_Kept_NamesTheColumnsThatItsMakerSees()
    {
        var preferences = Services.GetRequiredService<ViewerPreferences>();
        await preferences.HideColumnsAsync(["Verdict", "Reason", "Client", "Listener", "PolicyRevision", "Duration"]);
        var page = Render<ConnectionsPage>();
        page.Button("Grouped").Click();

        Assert.Equal("?group=host,link,reason&columns=host,tenant,link", page.FindComponent<SavedViews>().Instance.Query);
        Assert.EndsWith("/ops/connections?group=host,link,reason", Navigation.Uri, StringComparison.Ordinal);
    }
}
