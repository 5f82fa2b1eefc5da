using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Bunit;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.Components.Pages.Home;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Home;

public class OverviewPageTests : PageTest
{
    [Fact]
    public void Render_NoTraffic_ShowsTheEngineAndWhatIsMissing()
    {
        var page = Render<OverviewPage>();

        Assert.Contains("The engine has no open port, so no client can connect.", page.Text(), StringComparison.Ordinal);
        Assert.Contains("No denials since the portal started", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tick_AfterADenial_ListsItWithItsReason()
    {
        var page = Render<OverviewPage>();
        var denied = Decisions.Denied();
        Log.Report(denied);

        Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() =>
        {
            var row = page.Find("table[aria-label='Latest denials'] tbody tr");
            Assert.Contains("Link not listed link_mismatch", Finding.TextOf(row), StringComparison.Ordinal);
            Assert.Equal($"connections/{denied.Id}?q=outcome:denied", row.QuerySelector("a")!.GetAttribute("href"));
        });
    }

    /// <summary>The upstream is back, so nobody is told to start it, even if no client has tried since.</summary>
    [Theory]
    [InlineData(true, "The upstream accepts connections again.")]
    [InlineData(false, "The service accepts connections again.")]
    public async Task Attention_AnUpstreamThatWasRestored_SaysThatTheFailuresHaveEnded(bool isCompany, string end)
    {
        var host = await ResourceAsync("megacorp.my-saas.io");
        if (!isCompany) Reader.Become(Caller.Tenant("mia", host.Draft.TenantId!.Value));
        var failed = Decisions.Allowed() with { Time = DateTimeOffset.UtcNow.AddSeconds(-1), ResourceId = host.Id, TenantId = host.Draft.TenantId };
        Own<TroubleWatch>().Take([.. Enumerable.Repeat(new DecisionEvent(failed, Decisions.Closed(failed, CloseReason.BackendRefused)), 3)]);
        Assert.Equal("attention-urgent", FailuresOf(Render<OverviewPage>()).ClassName);

        Own<UpstreamHealth>().Of(Own<IOptions<DemonstrationOptions>>().Value.UpstreamAddress).Checked(problem: null);

        var line = FailuresOf(Render<OverviewPage>());
        Assert.Matches($"3 in 5 min, ended at .*{Regex.Escape(end)}", Finding.TextOf(line));
        Assert.Equal("attention-ended", line.ClassName);
    }

    private static IElement FailuresOf(IRenderedComponent<OverviewPage> page) =>
        page.FindAll(".attention li").Single(item => item.TextContent.Contains("Allowed but not delivered", StringComparison.Ordinal));

    [Fact]
    public void Histogram_Seconds_SumsThemAndSaysSoWithoutColour()
    {
        var seconds = Enumerable.Range(0, 300)
            .Select(second => new SecondTotals(Decisions.Noon.AddSeconds(second), Allowed: 1, Failed: 0, Denied: second % 2, Audited: 0, Probes: 0))
            .ToList();

        var chart = Render<OutcomeHistogram>(parameters => parameters.Add(component => component.Seconds, seconds));

        Assert.Equal("All connections, last 5 minutes: 300 allowed, 0 failed, 150 denied, 0 audited, 0 probe", chart.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal(60, chart.FindAll("rect.bar-allowed").Count);
    }

    /// <summary>Outcomes differ without colour: every outcome but ordinary success has its own pattern, in the chart and in its legend.</summary>
    [Fact]
    public void Histogram_Outcomes_HavePatternsOfTheirOwn()
    {
        SecondTotals[] seconds = [new(Decisions.Noon, Allowed: 1, Failed: 1, Denied: 1, Audited: 1, Probes: 1)];

        var chart = Render<OutcomeHistogram>(parameters => parameters.Add(component => component.Seconds, seconds));

        string[] patterns = ["url(#failed-checks)", "url(#denied-stripes)", "url(#audited-half)", "url(#probe-core)"];
        Assert.Equal(patterns, chart.FindAll(".bars g rect[fill]").Select(bar => bar.GetAttribute("fill")));
        Assert.Equal(patterns, chart.FindAll(".legend .swatch > rect[fill]").Select(bar => bar.GetAttribute("fill")));
    }

    /// <summary>The values of a chart are also available as numbers, for screen readers.</summary>
    [Fact]
    public void Histogram_AsATable_HasTheNumbersOfEachMinute()
    {
        var seconds = Enumerable.Range(0, 120).Select(second => new SecondTotals(Decisions.Noon.AddSeconds(second), Allowed: 1, Failed: 0, Denied: 2, Audited: 0, Probes: 0)).ToList();
        var chart = Render<OutcomeHistogram>(parameters => parameters.Add(component => component.Seconds, seconds));
        Assert.Empty(chart.FindAll("table"));

        chart.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);

        Assert.Equal("From Allowed Failed Denied Audited Probe", Finding.TextOf(chart.Find("thead tr")));
        Assert.Equal(["2026-05-04 12:01:00 UTC 60 0 120 0 0", "2026-05-04 12:00:00 UTC 60 0 120 0 0"], chart.FindAll("tbody tr").Select(Finding.TextOf));
    }

    /// <summary>Screen readers announce new traffic, at most every ten seconds.</summary>
    [Fact]
    public void Traffic_IsSummedUpForScreenReaders()
    {
        var page = Render<OverviewPage>();
        Log.Report(Decisions.Allowed(), Decisions.Denied());

        Clock.Advance(TimeSpan.FromSeconds(10));

        page.WaitForAssertion(() => Assert.Equal("In the last 10 seconds: 1 allowed, 1 denied (link not listed).", page.FindComponent<SpokenNews>().Find("[role=status]").TextContent));
    }

    [Fact]
    public void Buckets_OfSeconds_BeginAtRoundTimes()
    {
        var seconds = Enumerable.Range(3, 10).Select(second => new SecondTotals(Decisions.Noon.AddSeconds(second), 1, 0, 0, 0, 0)).ToList();

        var buckets = HistogramBucket.Of(seconds, width: 5);

        Assert.Equal([2, 5, 3], buckets.Select(bucket => bucket.Total));
        Assert.Equal(Decisions.Noon, buckets[0].From);
    }
}
