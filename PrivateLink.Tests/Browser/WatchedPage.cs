using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A page whose console errors, uncaught exceptions, failed requests and CSP violations are faults of the test.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private const int Wide = 1440;
    private const int Narrow = 400;
    private const int Height = 900;

    /// <summary>Drawing pages of several thousand pixels takes longer than testing them, so it is done only for PRIVATELINK_WHOLE_PAGES=1.</summary>
    private static readonly bool Whole = Environment.GetEnvironmentVariable("PRIVATELINK_WHOLE_PAGES") is "1";

    private const string Surface = "getComputedStyle(document.documentElement).getPropertyValue('--mud-palette-surface')";

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = new();

    internal WatchedPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _faults.Enqueue($"console {message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => _faults.Enqueue($"exception: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) _faults.Enqueue($"HTTP {response.Status}: {response.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Takes back the faults that the test has provoked on purpose.</summary>
    public void Forgive(string what)
    {
        var left = _faults.Where(fault => !fault.Contains(what, StringComparison.Ordinal) && !fault.Contains(what.Replace("HTTP ", "status of ", StringComparison.Ordinal), StringComparison.Ordinal)).ToList();
        _faults.Clear();
        foreach (var fault in left) _faults.Enqueue(fault);
    }

    /// <summary>Opens an address and waits until the page is interactive and says what it is.</summary>
    public async Task GoToAsync(string path)
    {
        await Page.GotoAsync(path);
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    public Task ScreenshotAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, $"{name}.png") });

    /// <summary>
    /// Looks at the page in both themes, wide and narrow: made narrow as somebody does who puts two windows side by side, and darkened as at
    /// nightfall. Nothing is beyond the edge, nothing keeps people out; the page is left as it was.
    /// </summary>
    /// <param name="name">Of the pictures.</param>
    /// <param name="isThorough">Whether to look for what keeps people out when the page is narrow and dark, too: done once for each page.</param>
    public async Task LookInEveryViewAsync(string name, bool isThorough = false)
    {
        var (width, height) = (Page.ViewportSize!.Width, Page.ViewportSize.Height);
        await LookAsync(name, "light", Wide);
        await ExpectSoundAsync();
        await LookAsync(name, "light", Narrow);
        await TurnAsync(ColorScheme.Dark);
        await LookAsync(name, "dark", Narrow);
        if (isThorough) await ExpectSoundAsync();
        await LookAsync(name, "dark", Wide);
        await ExpectContrastAsync(); // the rest of it is as it was in the light
        await TurnAsync(ColorScheme.Light);
        await Page.SetViewportSizeAsync(width, height);
    }

    /// <summary>For anyone who is going to look at the pictures, they are of whole pages: the window is as high as what is in it, since not the document scrolls.</summary>
    private async Task LookAsync(string name, string theme, int width)
    {
        await Page.SetViewportSizeAsync(width, Height);
        Assert.Equal(width, await Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal("", string.Join('\n', await Layout.FaultsAsync(Page)));
        var hidden = !Whole ? 0 : await Page.EvaluateAsync<int>("(content => content ? content.scrollHeight - content.clientHeight : 0)(document.getElementById('content'))");
        if (hidden > 0) await Page.SetViewportSizeAsync(width, Height + hidden);
        await Page.EvaluateAsync("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
        await ScreenshotAsync(string.Create(CultureInfo.InvariantCulture, $"{name}-{theme}-{width}"));
        if (hidden > 0) await Page.SetViewportSizeAsync(width, Height);
    }

    /// <summary>The system turns dark or light while the page is open; waits until the controls, whose colours come from the server, have followed.</summary>
    public async Task TurnAsync(ColorScheme scheme)
    {
        var before = await Page.EvaluateAsync<string>(Surface);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Page.WaitForFunctionAsync($"before => document.documentElement.dataset.theme === '{scheme.ToString().ToLowerInvariant()}' && (before === '' || {Surface} !== before)", before);
    }

    /// <summary>Fails on anything that went wrong so far and on accessibility faults that keep people out.</summary>
    public async Task ExpectSoundAsync() => ExpectNone([.. await Accessibility.FaultsAsync(Page), .. _faults]);

    /// <summary>Fails on anything that went wrong so far and on text that can hardly be told from what is behind it.</summary>
    public async Task ExpectContrastAsync() => ExpectNone([.. await Accessibility.FaintTextAsync(Page), .. _faults]);

    public void ExpectNoFaults() => ExpectNone(_faults);

    private static void ExpectNone(IEnumerable<string> faults) => Assert.Equal("", string.Join('\n', faults));

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
