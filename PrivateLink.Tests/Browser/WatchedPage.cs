using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Playwright;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A page whose console errors, uncaught exceptions, failed requests and CSP violations fail the test.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private const int Wide = 1440;
    private const int Narrow = 400;
    private const int Height = 900;

    /// <summary>Taking pictures of several thousand pixels takes longer than the test, so it needs PRIVATELINK_WHOLE_PAGES=1.</summary>
    private static readonly bool Whole = Environment.GetEnvironmentVariable("PRIVATELINK_WHOLE_PAGES") is "1";

    private const string Surface = "getComputedStyle(document.documentElement).getPropertyValue('--mud-palette-surface')";

    /// <summary>
    /// Blazor's answer to an event of an element that was drawn anew while the event was under way: the page goes on, and the event has no effect. It
    /// cannot be avoided where the server draws a page that changes by itself.
    /// </summary>
    private const string EventOfAnOldElement = "There is no event handler associated with this event.";

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = new();

    internal WatchedPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _faults.Enqueue($"console {message.Type}: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) =>
        {
            if (!error.Contains(EventOfAnOldElement, StringComparison.Ordinal)) _faults.Enqueue($"exception: {error}");
        };
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) _faults.Enqueue($"HTTP {response.Status}: {response.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Removes faults that the test provoked on purpose.</summary>
    public void Forgive(string what)
    {
        var left = _faults.Where(fault => !fault.Contains(what, StringComparison.Ordinal) && !fault.Contains(what.Replace("HTTP ", "status of ", StringComparison.Ordinal), StringComparison.Ordinal)).ToList();
        _faults.Clear();
        foreach (var fault in left) _faults.Enqueue(fault);
    }

    /// <summary>Opens an address and waits until the page is interactive and has its title.</summary>
    public async Task GoToAsync(string path)
    {
        await Page.GotoAsync(path);
        await Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    public Task ScreenshotAsync(string name) => Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Screenshots, $"{name}.png") });

    /// <summary>
    /// Checks the page in both themes, wide and narrow. It narrows the open window and changes the system's theme, as users do. Nothing may be beyond
    /// the edge and there may be no accessibility faults. The page is left unchanged.
    /// </summary>
    /// <param name="name">The name of the pictures.</param>
    /// <param name="isThorough">Whether to check accessibility also in the narrow and dark views; done once for each page.</param>
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
        await ExpectContrastAsync(); // everything else is the same as in the light theme
        await TurnAsync(ColorScheme.Light);
        await Page.SetViewportSizeAsync(width, height);
    }

    /// <summary>Pictures show whole pages: the window is as high as its content, because the document itself does not scroll.</summary>
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

    /// <summary>Changes the system's theme while the page is open, and waits until the controls, whose colours come from the server, have changed.</summary>
    public async Task TurnAsync(ColorScheme scheme)
    {
        var before = await Page.EvaluateAsync<string>(Surface);
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        await Page.WaitForFunctionAsync($"before => document.documentElement.dataset.theme === '{scheme.ToString().ToLowerInvariant()}' && (before === '' || {Surface} !== before)", before);
    }

    /// <summary>Fails on any recorded fault and on serious accessibility faults.</summary>
    public async Task ExpectSoundAsync() => ExpectNone([.. await Accessibility.FaultsAsync(Page), .. _faults]);

    /// <summary>Fails on any recorded fault and on text with too little contrast.</summary>
    public async Task ExpectContrastAsync() => ExpectNone([.. await Accessibility.FaintTextAsync(Page), .. _faults]);

    public void ExpectNoFaults() => ExpectNone([.. _faults]);

    /// <summary>Says every fault whole: a comparison of strings would show only where the first one begins.</summary>
    private static void ExpectNone(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0) Assert.Fail(string.Join('\n', faults));
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
