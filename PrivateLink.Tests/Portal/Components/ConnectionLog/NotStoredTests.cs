using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Portal.Health;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

/// <summary>While nothing can be stored, no page looks as if nothing happened.</summary>
public class NotStoredTests : PageTest
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(false, false, "nothing is stored")]
    [InlineData(false, true, "connections not stored")]
    [InlineData(true, false, "database unavailable")]
    public void TopBar_DatabaseInTrouble_IsNotGreen(bool isAway, bool takesSmallWrites, string words)
    {
        var state = Services.GetRequiredService<DatabaseState>();
        var bar = Render<EngineState>();
        Assert.DoesNotContain(words, bar.Text(), StringComparison.Ordinal);

        state.Become(new("The disk of /data is full.", "its disk is full", isAway, Noon, takesSmallWrites));

        bar.WaitForAssertion(() => Assert.Contains(words, bar.Text(), StringComparison.Ordinal));
        Assert.DoesNotContain("engine-good", bar.Find("p").ClassName, StringComparison.Ordinal);
        Assert.DoesNotContain("/data", bar.Markup, StringComparison.Ordinal);
        state.Become(null);
        bar.WaitForAssertion(() => Assert.DoesNotContain(words, bar.Text(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(-90)]
    public void Chart_NothingStoredForAWhile_ShadesItAndSaysSo(int sinceMinutes)
    {
        var sums = new HistorySums(
            Noon.AddHours(-1), Noon, TimeSpan.FromMinutes(30), [new HistoryBar(Noon.AddHours(-1), Noon.AddMinutes(-30)), new HistoryBar(Noon.AddMinutes(-30), Noon)],
            [], [], [], HistoryLimits.None, []);

        var figures = Render<HistoryFigures>(parameters => parameters
            .Add(part => part.Sums, sums).Add(part => part.NotStoredSince, Noon.AddMinutes(sinceMinutes))
            .Add(part => part.FilterHref, _ => "history").Add(part => part.ZoomHref, (_, _) => "history"));

        Assert.Equal("At least 0 connections", figures.Find("#sums-time").TextContent);
        Assert.Contains("missing from", figures.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("no connections in this period", figures.Text(), StringComparison.Ordinal);
        Assert.Equal("Not stored", figures.Find(".hours-unknown title").TextContent);
    }
}
