using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Grouping;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class GroupedConnectionsTests : PageTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Switch_ToGroups_CountsAndStandsInTheAddress()
    {
        Log.Report(Now(Decisions.Allowed()), Now(Decisions.Denied()), Now(Decisions.Denied()));
        var page = Render<ConnectionsPage>();

        page.Button("Grouped").Click();

        Assert.EndsWith("/ops/connections?group=host,link,reason", Navigation.Uri, StringComparison.Ordinal);
        var rows = Groups(page);
        Assert.Contains("Denied Link not listed megacorp.my-saas.io AWS vpce-0a1b…e5f60718 2 67 %", Finding.TextOf(rows[0]), StringComparison.Ordinal);
        Assert.Contains("3 connections in 2 groups since", page.Text(), StringComparison.Ordinal);

        page.Button("Rows").Click();
        Assert.EndsWith("/ops/connections", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(3, Groups(page).Count);
    }

    [Fact]
    public async Task Key_G_SwitchesBothWays()
    {
        var page = Render<ConnectionsPage>();
        var keys = page.FindComponent<KeyListener>().Instance;

        await page.InvokeAsync(() => keys.OnKeyAsync(KeyboardKeys.Group));
        Assert.Equal("true", page.Button("Grouped").GetAttribute("aria-pressed"));

        await page.InvokeAsync(() => keys.OnKeyAsync(KeyboardKeys.Group));
        Assert.Equal("true", page.Button("Rows").GetAttribute("aria-pressed"));
    }

    [Fact]
    public void Address_WithGroups_ReproducesThem()
    {
        Log.Report(Now(Decisions.Denied()), Now(Decisions.Denied(Reason.NameUnknown)));
        Navigation.NavigateTo("ops/connections?q=outcome:denied&group=host&sort=last");

        var page = Render<ConnectionsPage>();

        Assert.Contains("Denied megacorp.my-saas.io 2 100 %", Finding.TextOf(Assert.Single(Groups(page))), StringComparison.Ordinal);
        Assert.Equal("descending", page.FindAll("th").Single(head => head.Text().StartsWith("Last ↓", StringComparison.Ordinal)).GetAttribute("aria-sort"));

        page.Button("Reason").Click();
        Assert.EndsWith("?q=outcome:denied&group=host,reason&sort=last", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(2, Groups(page).Count);
    }

    [Fact]
    public void Group_Opened_LeadsToItsRows()
    {
        Log.Report(Now(Decisions.Allowed()), Now(Decisions.Denied()), Now(Decisions.Denied()));
        Navigation.NavigateTo("ops/connections?q=host:mega*&group=host,link,reason");
        var page = Render<ConnectionsPage>();
        var link = page.Find("tbody tr a[data-row]").GetAttribute("href");

        Groups(page)[0].Click();

        Assert.EndsWith(link!, Navigation.Uri, StringComparison.Ordinal);
        Assert.EndsWith("/ops/connections?q=outcome:denied+reason:link_mismatch+host:megacorp.my-saas.io+link:vpce-0a1b2c3d4e5f60718", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(2, Groups(page).Count));
        Assert.Equal("true", page.Button("Rows").GetAttribute("aria-pressed"));
    }

    [Fact]
    public async Task Group_PressedAndMovedAway_OpensAllTheSame()
    {
        Log.Report(Now(Decisions.Denied()));
        Navigation.NavigateTo("ops/connections?group=host");
        var page = Render<ConnectionsPage>();
        var table = page.FindComponent<ConnectionGroups>().Instance;
        var group = Assert.Single(table.View.Groups.Shown);

        await page.InvokeAsync(() => table.OnPressedAsync(ConnectionGroupRow.Element(group)));

        Assert.EndsWith("/ops/connections?q=outcome:denied+host:megacorp.my-saas.io", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_UnderAPointerOrPaused_StayAsTheyAre()
    {
        Log.Report(Now(Decisions.Allowed()));
        Navigation.NavigateTo("ops/connections?group=host,link,reason");
        var page = Render<ConnectionsPage>();

        page.Find("[data-rows]").TriggerEvent("onpointerenter", new PointerEventArgs());
        Log.Report(Now(Decisions.Denied()), Now(Decisions.Denied()));
        page.WaitForAssertion(() => Assert.Contains("2 connections waiting.", page.Text(), StringComparison.Ordinal));
        Assert.Single(Groups(page));
        page.Find("[data-rows]").TriggerEvent("onpointerleave", new PointerEventArgs());
        page.WaitForAssertion(() => Assert.Equal(2, Groups(page).Count));

        page.Button("Pause").Click();
        Log.Report(Now(Decisions.Denied(Reason.NameUnknown)));
        page.WaitForAssertion(() => Assert.Contains("Paused. 1 connection since.", page.Text(), StringComparison.Ordinal));
        Assert.Equal(2, Groups(page).Count);
        page.Button("Jump to live").Click();
        page.WaitForAssertion(() => Assert.Equal(3, Groups(page).Count));
    }

    [Fact]
    public void Groups_MoreThanAreShown_SaySo()
    {
        Log.Report(Enumerable.Range(0, LiveConnectionsView.ShownGroups + 5).Select(number => Now(Decisions.Allowed()) with { Host = $"host-{number}.my-saas.io" }));
        Navigation.NavigateTo("ops/connections?group=host");

        var page = Render<ConnectionsPage>();

        Assert.Equal(LiveConnectionsView.ShownGroups, Groups(page).Count);
        Assert.Contains("And 5 connections in 5 other groups. Narrow the filter to see them.", page.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, GroupBy.None)]
    [InlineData("host,link,reason", GroupBy.All)]
    [InlineData("Reason,nonsense", GroupBy.Reason)]
    public void GroupQuery_Read_TakesWhatItKnows(string? text, GroupBy by) => Assert.Equal(by, GroupQuery.Read(text));

    private static ConnectionDecision Now(ConnectionDecision decision) => decision with { Time = DateTimeOffset.UtcNow };

    private static IReadOnlyList<IElement> Groups(IRenderedComponent<ConnectionsPage> page) => page.FindAll("tbody tr.row");
}
