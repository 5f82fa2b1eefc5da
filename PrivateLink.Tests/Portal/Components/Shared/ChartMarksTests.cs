using Bunit;
using Microsoft.AspNetCore.Components;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Marks;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Shared;

public class ChartMarksTests : ComponentTest
{
    private static readonly ChartScale Scale = new(Decisions.Noon, Decisions.Noon.AddMinutes(100));

    [Fact]
    public void Clusters_CloseMarks_ShareAFlagThatLooksLikeTheWorst()
    {
        var clusters = MarkCluster.Of(
            [At(50, TimeMarkKind.Service), At(53, TimeMarkKind.Upstream, isBad: true), At(70, TimeMarkKind.Policy), At(130, TimeMarkKind.Gap), At(-1, TimeMarkKind.Gap)], Scale);

        Assert.Equal([0.5, 0.7], clusters.Select(cluster => cluster.At));
        Assert.Equal([2, 1], clusters.Select(cluster => cluster.Marks.Count));
        Assert.Equal(TimeMarkKind.Upstream, clusters[0].Leading.Kind);
    }

    /// <summary>However many there are, flags stay far enough apart to be tapped.</summary>
    [Fact]
    public void Clusters_VeryMany_AreFew() =>
        Assert.InRange(MarkCluster.Of(Enumerable.Range(0, 1000).Select(index => At(index / 10.0, TimeMarkKind.Policy)), Scale).Count, 2, (int)(1 / MarkCluster.Apart) + 1);

    /// <summary>A flag has an icon, a text and a link. Its line through the chart is at the time of the event.</summary>
    [Fact]
    public void Render_Marks_HaveFlagsWordsAndLines()
    {
        var chart = Draw([At(25, TimeMarkKind.Policy), At(50, TimeMarkKind.Upstream, isBad: true), At(51, TimeMarkKind.Service)]);

        Assert.Equal(
            ["2026-05-04 12:25:00 UTC: Policy at 25", "2 2 events, 2026-05-04 12:50:00 UTC to 12:51:00: 1 service event, 1 upstream event"], chart.FindAll("button").Select(Finding.TextOf));
        Assert.All(chart.FindAll("button"), flag => Assert.NotEmpty(flag.QuerySelectorAll("svg")));
        Assert.Equal("2 events, 2026-05-04 12:50:00 UTC to 12:51:00: 1 service event, 1 upstream event", Finding.TextOf(chart.Find(".flag-title")));
        Assert.Contains("flag-bad", chart.FindAll("button")[1].ClassName!, StringComparison.Ordinal);
        Assert.Equal("policy/25", chart.Find(".flag-card a").GetAttribute("href"));
        Assert.Equal(["left:25%", "left:50%", "left:51%"], chart.FindAll(".line").Select(line => line.GetAttribute("style")));
        Assert.Equal("a chart", Finding.TextOf(chart.Find(".marked-chart p")));
    }

    /// <summary>The flag keeps its room; the number is in its title.</summary>
    [Fact]
    public void Render_ManyMarksAtOnce_AreCountedInTheTitle()
    {
        var flag = Draw([.. Enumerable.Range(0, 12).Select(index => At(50 + (index / 100.0), TimeMarkKind.Policy))]).Find("button");

        Assert.StartsWith("9+ 12 events, ", Finding.TextOf(flag), StringComparison.Ordinal);
        Assert.EndsWith(": 12 policy changes", flag.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NoMarks_IsTheChartAlone() => Assert.Empty(Draw([]).FindAll("button, .line"));

    private IRenderedComponent<ChartMarks> Draw(IReadOnlyList<TimeMark> marks) => Render<ChartMarks>(parameters => parameters
        .Add(component => component.Scale, Scale)
        .AddCascadingValue(marks)
        .AddChildContent((RenderFragment)(builder => builder.AddMarkupContent(0, "<p>a chart</p>"))));

    private static TimeMark At(double minutes, TimeMarkKind kind, bool isBad = false) =>
        new($"{kind}-{minutes}", Decisions.Noon.AddMinutes(minutes), kind, isBad, $"{kind} at {minutes}", $"policy/{minutes}");
}
