using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.ConnectionLog;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Layout;

public class SpokenNewsTests : ComponentTest
{
    private readonly Queue<string?> _news = new([null]);

    public SpokenNewsTests() => Services.AddScoped<ViewerPreferences>();

    private ViewerPreferences Preferences => Services.GetRequiredService<ViewerPreferences>();

    [Fact]
    public void News_EveryTenSeconds_AreSaidOnce()
    {
        var region = RenderRegion();
        _news.Enqueue("In the last 10 seconds: 2 allowed.");
        _news.Enqueue(null);

        Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(Said(region));
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("In the last 10 seconds: 2 allowed.", Said(region));
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(Said(region));
    }

    /// <summary>A screen reader announces changes of the document, so repeated words need a new element.</summary>
    [Fact]
    public void News_TheSameTwice_AreAnotherElement()
    {
        var region = RenderRegion();
        _news.Enqueue("In the last 10 seconds: 1 denied (link not listed).");
        _news.Enqueue("In the last 10 seconds: 1 denied (link not listed).");

        Clock.Advance(TimeSpan.FromSeconds(10));
        var first = region.Find("[role=status] span");
        Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.NotSame(first, region.Find("[role=status] span"));
    }

    /// <summary>Connections that arrived while announcements were off are not announced later.</summary>
    [Fact]
    public async Task SwitchedOff_SaysNothing_AndBeginsAnewWhenItIsSwitchedOn()
    {
        var region = RenderRegion();
        await region.InvokeAsync(() => Preferences.SpeakNewsAsync(speak: false));
        _news.Enqueue("In the last 10 seconds: 900 allowed.");
        _news.Enqueue("In the last 10 seconds: 3 allowed.");
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(Said(region));

        await region.InvokeAsync(() => Preferences.SpeakNewsAsync(speak: true));
        Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("In the last 10 seconds: 3 allowed.", Said(region));
    }

    [Fact]
    public void Words_AllOutcomes_SayThemInOrderWithWhyNot()
    {
        var tally = SpokenTally.Of(
            [
                (Outcome.Denied, "Link not listed"), (Outcome.Denied, "Link not listed"), (Outcome.Denied, "No link ID"), (Outcome.Allowed, "Link is listed"),
                (Outcome.Failed, "SNI of the upstream"), (Outcome.None, "Health check"), (Outcome.None, "Health check"),
            ],
            isAtLeast: false);

        Assert.Equal("In the last 10 seconds: 1 allowed, 1 failed (SNI of the upstream), 3 denied (mostly link not listed), 2 probes.", SpokenWords.Of(tally));
    }

    [Fact]
    public void Words_Nothing_AreNone() => Assert.Null(SpokenWords.Of(SpokenTally.Nothing));

    private static string Said(IRenderedComponent<SpokenNews> region) => region.Find("[role=status]").TextContent;

    private IRenderedComponent<SpokenNews> RenderRegion() =>
        Render<SpokenNews>(parameters => parameters.Add(region => region.News, () => _news.TryDequeue(out var news) ? news : null));
}
