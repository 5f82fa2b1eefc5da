using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

/// <summary>The live page: its rows, what arrives, and the connection that is open beside them.</summary>
public sealed class ConnectionsPageTests : PageTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Render_NothingYet_SaysWhatWillAppear() =>
        Assert.Contains("No connection yet", Render<ConnectionsPage>().Text(), StringComparison.Ordinal);

    [Fact]
    public void Render_Connections_ShowsThemNewestFirstWithVerdictAndReasonInWords()
    {
        Log.Report(Decisions.Allowed(), Decisions.Denied());

        var rows = Render<ConnectionsPage>().FindAll("tbody tr.row");

        Assert.Contains("Denied Link not listed megacorp.my-saas.io", Finding.TextOf(rows[0]), StringComparison.Ordinal);
        Assert.Contains("Allowed Link is listed megacorp.my-saas.io unknown AWS vpce-0a1b…e5f60718 10.0.1.15:51234", Finding.TextOf(rows[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void NewConnection_WhileFollowing_Appears()
    {
        var page = Render<ConnectionsPage>();

        Log.Report(Decisions.Denied(Reason.NameUnknown));

        page.WaitForAssertion(() => Assert.Contains("Unknown host", page.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public void Pause_ThenNewConnections_CountsThemUntilJumpToLive()
    {
        Log.Report(Decisions.Allowed());
        var page = Render<ConnectionsPage>();

        page.Button("Pause").Click();
        Log.Report(Decisions.Denied(), Decisions.Denied());
        page.WaitForAssertion(() => Assert.Contains("Paused. 2 connections since.", page.Text(), StringComparison.Ordinal));
        Assert.Single(page.FindAll("tbody tr.row"));

        page.Button("Jump to live").Click();
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr.row").Count));
    }

    /// <summary>For a focused row, a screen reader announces verdict, reason, host and time, not only the time.</summary>
    [Fact]
    public void Row_Name_SaysOutcomeReasonHostAndTime()
    {
        Log.Report(Decisions.Denied());

        var link = Render<ConnectionsPage>().Find("tr.row a[data-row]");

        Assert.Equal("Denied, Link not listed, megacorp.my-saas.io, 12:00:00.000", link.GetAttribute("aria-label"));
    }

    /// <summary>Events are shown between the rows at their time. They are not rows, link to more, and can be hidden.</summary>
    [Fact]
    public async Task Marks_StandBetweenTheRowsAtTheirMoment()
    {
        // Earlier than the demonstration's own revision, which was stored when the first of these tests began.
        Log.Report(Decisions.Allowed() with { Time = DateTimeOffset.UtcNow.AddMinutes(-100) }, Decisions.Denied() with { Time = DateTimeOffset.UtcNow.AddMinutes(-80) });
        await StoreAsync(new PolicyRevision { Number = 900, CreatedAt = DateTime.UtcNow.AddMinutes(-90), Summary = "Enforced megacorp.my-saas.io", By = "mia" });

        var page = Render<ConnectionsPage>();

        string Lines() => string.Join('|', page.FindAll("tbody tr.row, tbody tr.mark").Select(line => line.ClassList.Contains("mark") ? "mark" : Finding.TextOf(line.QuerySelector(".verdict-cell")!)));
        page.WaitForAssertion(() => Assert.EndsWith("Denied|mark|Allowed", Lines(), StringComparison.Ordinal));
        var link = page.FindAll("tr.mark a").Single(mark => Finding.TextOf(mark).Contains("Policy revision 900 by mia: Enforced megacorp.my-saas.io", StringComparison.Ordinal));
        Assert.Equal("policy/900", link.GetAttribute("href"));
        Assert.True(link.HasAttribute("data-row"));

        page.Button("Event marks").Click();
        page.WaitForAssertion(() => Assert.Equal("Denied|Allowed", Lines()));
    }

    /// <summary>
    /// Only a part of a long list is rendered, so each row gives its position to screen readers. While rows arrive, no row has a fixed position.
    /// </summary>
    [Fact]
    public void Rows_OfAPausedList_KnowTheirPlace()
    {
        Log.Report(Decisions.Allowed() with { Time = DateTimeOffset.UtcNow }, Decisions.Denied() with { Time = DateTimeOffset.UtcNow });
        var page = Render<ConnectionsPage>();
        Assert.Equal("-1", page.Find("table").GetAttribute("aria-rowcount"));
        Assert.All(page.FindAll("tbody tr.row"), row => Assert.False(row.HasAttribute("aria-rowindex")));

        page.Button("Pause").Click();

        var lines = page.FindAll("tbody tr[aria-rowindex]").Select(line => line.GetAttribute("aria-rowindex")).ToList();
        Assert.Equal(Enumerable.Range(2, lines.Count).Select(place => place.ToString(System.Globalization.CultureInfo.InvariantCulture)), lines);
        Assert.Equal((lines.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), page.Find("table").GetAttribute("aria-rowcount"));
    }

    /// <summary>Screen readers announce new connections every ten seconds at most, and nothing while the list is paused or nothing arrives.</summary>
    [Fact]
    public void NewConnections_AreSummedUpForScreenReaders()
    {
        Log.Report(Decisions.Allowed());
        var page = Render<ConnectionsPage>();
        string Said() => page.FindComponent<SpokenNews>().Find("[role=status]").TextContent;

        Log.Report(Decisions.Allowed(), Decisions.Denied());
        Assert.Empty(Said());
        Clock.Advance(TimeSpan.FromSeconds(10));
        page.WaitForAssertion(() => Assert.Equal("In the last 10 seconds: 1 allowed, 1 denied (link not listed).", Said()));
        Clock.Advance(TimeSpan.FromSeconds(10));
        page.WaitForAssertion(() => Assert.Empty(Said()));

        page.Button("Pause").Click();
        Log.Report(Decisions.Denied());
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(Said());
    }

    [Fact]
    public void NewConnections_OutsideTheFilter_AreNotSaid()
    {
        Navigation.NavigateTo("ops/connections?q=outcome:denied");
        var page = Render<ConnectionsPage>();

        Log.Report(Decisions.Allowed(), Decisions.Denied());
        Clock.Advance(TimeSpan.FromSeconds(10));

        page.WaitForAssertion(() => Assert.Equal("In the last 10 seconds: 1 denied (link not listed).", page.FindComponent<SpokenNews>().Find("[role=status]").TextContent));
    }

    /// <summary>The figures above a filtered list count only that list, and the page says so.</summary>
    [Fact]
    public void Chart_OfAFilter_CountsWhatTheFilterTakes()
    {
        Log.Report(Decisions.Denied(), Decisions.Denied() with { Host = "globex.my-saas.io" }, Decisions.HealthCheck());

        Navigation.NavigateTo("ops/connections?q=host:globex.my-saas.io");
        var page = Render<ConnectionsPage>();

        Assert.Equal(
            "Connections that match the filter, last 5 minutes Allowed 0 Failed 0 Denied 1 Audited 0 Probe 0",
            Finding.TextOf(page.Find("figure.histogram figcaption")));
        Assert.Equal("ops/connections?q=host:globex.my-saas.io+outcome:denied", page.Find("figure.histogram a[href$='denied']").GetAttribute("href"));

        Navigation.NavigateTo("ops/connections?q=outcome:denied");
        page.WaitForAssertion(() => Assert.Equal("Connections that match the filter, last 5 minutes Denied 2", Finding.TextOf(page.Find("figure.histogram figcaption"))));

        Navigation.NavigateTo("ops/connections");
        page.WaitForAssertion(() => Assert.StartsWith("All connections, last 5 minutes Allowed 0 Failed 0 Denied 2", Finding.TextOf(page.Find("figure.histogram figcaption")), StringComparison.Ordinal));
    }

    /// <summary>A paused list has an end, with a link to the rest: the same filter, from the last row on.</summary>
    [Fact]
    public void Paused_RowsEnd_AndTheHistoryGoesOnFromThere()
    {
        Log.Report(Decisions.Allowed(), Decisions.Denied());
        Navigation.NavigateTo("ops/connections?q=outcome:denied");
        var page = Render<ConnectionsPage>();

        page.Button("Pause").Click();

        Assert.Equal("No other connection in memory matches. Older connections are in the history", Finding.TextOf(page.Find(".log-end")));
        Assert.Equal(
            "history?q=outcome:denied&range=custom&from=2026-05-03T12:00:01&to=2026-05-04T12:00:01",
            page.Link("Older connections are in the history").GetAttribute("href"));
    }

    /// <summary>A row must not move under the pointer: new rows wait while a pointer is over the list, and the page says so.</summary>
    [Fact]
    public void Pointer_OverTheRows_HoldsThemUntilItLeaves()
    {
        Log.Report(Decisions.Allowed());
        var page = Render<ConnectionsPage>();

        page.Find("[data-rows]").TriggerEvent("onpointerenter", new PointerEventArgs());
        Log.Report(Decisions.Denied(), Decisions.Denied());
        page.WaitForAssertion(() => Assert.Contains("Paused while you point at it. 2 new rows waiting.", page.Text(), StringComparison.Ordinal));
        Assert.Single(page.FindAll("tbody tr.row"));

        page.Find("[data-rows]").TriggerEvent("onpointerleave", new PointerEventArgs());
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr.row").Count));
    }

    [Fact]
    public async Task Row_PressedAndGone_OpensAllTheSame()
    {
        var decision = Decisions.Denied();
        Log.Report(decision);
        var page = Render<ConnectionsPage>();
        var table = page.FindComponent<ConnectionTable>().Instance;

        await page.InvokeAsync(() => table.OnPressedAsync(ConnectionTable.RowElement(decision.Id)));

        Assert.EndsWith($"/ops/connections/{decision.Id}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Connection_LetInAndNotDelivered_IsFailedByItsEnding()
    {
        var (fine, refused) = (Decisions.Allowed(), Decisions.Allowed());
        Log.Report(fine, refused);
        Log.Close(Decisions.Closed(fine), Decisions.Closed(refused, CloseReason.BackendRefused));
        Navigation.NavigateTo($"ops/connections/{refused.Id}?q=outcome:failed");

        var page = Render<ConnectionsPage>(parameters => parameters.Add(component => component.Id, refused.Id));

        Assert.Equal("true", page.Button("Failed").GetAttribute("aria-pressed"));
        var row = Assert.Single(page.FindAll("tbody tr.row"));
        Assert.Contains("Failed Upstream refused the connection", Finding.TextOf(row), StringComparison.Ordinal);
        Assert.DoesNotContain("Allowed", Finding.TextOf(row), StringComparison.Ordinal);
        var detail = Finding.TextOf(page.Find("aside.detail"));
        Assert.Contains("The upstream's address answered, but nothing accepts connections on that port. backend_refused", detail, StringComparison.Ordinal);
        Assert.Contains("Allowed because:", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Detail_OfADenial_OffersTheSameLinkHostAndSourceAndHowToRepeatIt()
    {
        var decision = Decisions.Denied();
        Log.Report(decision);

        var page = Render<ConnectionsPage>(parameters => parameters.Add(component => component.Id, decision.Id));

        Assert.Equal("ops/connections?q=link:vpce-0a1b2c3d4e5f60718", page.Link("Same link").GetAttribute("href"));
        Assert.Equal("ops/connections?q=host:megacorp.my-saas.io", page.Link("Same host").GetAttribute("href"));
        Assert.Equal("ops/connections?q=client:10.0.1.15", page.Link("Same source").GetAttribute("href"));
        Assert.Contains("openssl s_client -brief -connect 10.0.9.9:443 -servername megacorp.my-saas.io </dev/null", page.Find("aside").TextContent, StringComparison.Ordinal);
        Assert.Contains("Different result", page.Find("aside").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Url_OfAConnection_TellsItsStepsAndPauses()
    {
        var decision = Decisions.Denied();
        Log.Report(decision);

        var page = Render<ConnectionsPage>(parameters => parameters.Add(component => component.Id, decision.Id));

        var detail = page.Find("aside");
        Assert.Equal(9, detail.QuerySelectorAll("ol > li").Length);
        Assert.Contains("The connection came through a private endpoint that the resource does not list.", detail.TextContent, StringComparison.Ordinal);
        Assert.Contains("ea0017", detail.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Button("Follow"));
    }

    [Fact]
    public void Url_OfAForgottenConnection_SaysSo()
    {
        var page = Render<ConnectionsPage>(parameters => parameters.Add(component => component.Id, 404));

        Assert.Contains("Connection not found", page.Find("aside").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_PauseLiveAndDown_DoWhatTheHelpSays()
    {
        Log.Report(Decisions.Allowed());
        var page = Render<ConnectionsPage>();
        var keys = page.FindComponent<KeyListener>().Instance;

        await page.InvokeAsync(() => keys.OnKeyAsync("p"));
        Assert.NotNull(page.Button("Follow"));

        await page.InvokeAsync(() => keys.OnKeyAsync("l"));
        Assert.NotNull(page.Button("Pause"));

        await page.InvokeAsync(() => keys.OnKeyAsync("j"));
        JSInterop.VerifyInvoke("privateLink.focusRow");
    }

    [Fact]
    public void ServerName_WithMarkup_StaysText()
    {
        Log.Report(Decisions.Denied(Reason.NameInvalid) with { Host = null, ServerName = "<img src=x>" });

        var page = Render<ConnectionsPage>();

        Assert.Empty(page.FindAll("img"));
        Assert.Contains("<img src=x>", page.Find("tbody tr.row").TextContent, StringComparison.Ordinal);
    }
}
