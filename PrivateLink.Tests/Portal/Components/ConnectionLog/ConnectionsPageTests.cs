using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.Components.Shared;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class ConnectionsPageTests : PageTest
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
        Assert.Contains("Allowed Link matches megacorp.my-saas.io AWS vpce-0a1b…e5f60718 10.0.1.15:51234", Finding.TextOf(rows[1]), StringComparison.Ordinal);
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

    [Fact]
    public void Filter_ByVerdict_ShowsOnlyItAndGoesIntoTheUrl()
    {
        Log.Report(Decisions.Allowed(), Decisions.Denied());
        var page = Render<ConnectionsPage>();

        page.Button("Denied").Click();
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("true", page.Button("Denied").GetAttribute("aria-pressed"));
        Assert.Single(page.FindAll("tbody tr.row"));
        page.WaitForAssertion(() => Assert.EndsWith("/connections?verdict=denied", Navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Filter_ByTextThatFitsNothing_SaysSo()
    {
        Log.Report(Decisions.Allowed());
        var page = Render<ConnectionsPage>();

        page.Field("Filter by host").Input("globex");

        Assert.Contains("No connection matches", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Url_WithAFilter_ReproducesTheView()
    {
        Log.Report(Decisions.Allowed(), Decisions.Denied());
        Navigation.NavigateTo("connections?verdict=allowed&q=megacorp");

        var page = Render<ConnectionsPage>();

        Assert.Single(page.FindAll("tbody tr.row"));
        Assert.Equal("megacorp", page.Field("Filter by host").GetAttribute("value"));
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

        Assert.Contains("No longer in memory", page.Find("aside").TextContent, StringComparison.Ordinal);
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
