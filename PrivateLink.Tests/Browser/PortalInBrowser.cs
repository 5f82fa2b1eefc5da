using System.Net;
using Microsoft.Playwright;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>
/// One portal and one Chromium for all tests of a collection; each test gets a context of its own, in which somebody has signed in already.
/// </summary>
public sealed class PortalInBrowser : IAsyncLifetime
{
    private const double ConnectionsPerSecond = 20;

    /// <summary>For what is to be seen or clicked; a slow machine takes seconds for what another does at once.</summary>
    private const int PatienceInMilliseconds = 20_000;

    /// <summary>
    /// Without a graphics card, drawing as if there were one costs most of the run's processor time. Names of the company are this machine's, for portals
    /// that have one.
    /// </summary>
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--host-resolver-rules=MAP *.my-saas.io 127.0.0.1"];

    private readonly Dictionary<Visitor, string> _signedIn = [];
    private PortalProcess? _portal;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The one without windows first: it draws the same pages with half the processes.</summary>
    private static string? Chromium { get; } =
        new[] { "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome" }
            .SelectMany(name => Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>Where the portal is, for tests that come another way.</summary>
    public Uri Url
    {
        get
        {
            Assert.SkipWhen(_portal is null, "Chromium is not installed.");
            return _portal.Url;
        }
    }

    /// <summary>The portal's database file, for tests that let time pass in it.</summary>
    public string DatabasePath => _portal!.DatabasePath;

    /// <summary>Where a listener is, as the portal said when it started.</summary>
    public IPEndPoint Listener(string name) => _portal!.Output.Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words.Length > 1 && words[0] == name)
        .Select(words => IPEndPoint.Parse(words[1]))
        .First();

    public async ValueTask InitializeAsync()
    {
        if (Chromium is null) return;

        // A sign-in that ends is felt by the next look; the tests do not want to wait for it as long as people may.
        _portal = await PortalProcess.StartAsync(ConnectionsPerSecond, ["--People:RevalidateEvery=00:00:01", "--People:OpenPages=100", .. AllowListStoryTests.Listeners]);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(PatienceInMilliseconds);
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Headless = true, Args = [.. Arguments] });
        foreach (var visitor in new[] { Visitor.Operator, Visitor.Customer }) _signedIn[visitor] = await SignInAsync(visitor);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_portal is not null) await _portal.DisposeAsync();
    }

    /// <summary>A fresh browser window on the portal that remembers everything that went wrong in it. The demonstration's tour lies over pages, so only its own test takes it.</summary>
    public async Task<WatchedPage> OpenAsync(
        ColorScheme scheme = ColorScheme.Light, int width = 1440, int height = 900, Visitor visitor = Visitor.Operator, string host = "127.0.0.1", Uri? at = null, bool takesTour = false,
        SlowNetwork? through = null)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed.");
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = new UriBuilder(at ?? _portal!.Url) { Host = host }.Uri.ToString(),
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
            IgnoreHTTPSErrors = at?.Scheme == Uri.UriSchemeHttps,
            Proxy = through is null ? null : new() { Server = through.Proxy },
            StorageState = _signedIn.GetValueOrDefault(visitor),
        });
        context.SetDefaultTimeout(PatienceInMilliseconds);
        if (!takesTour) await context.AddCookiesAsync([new() { Name = "tour", Value = "seen", Domain = host, Path = "/" }]);
        return new WatchedPage(context, await context.NewPageAsync());
    }

    /// <summary>The newest link that the console shows under a title.</summary>
    internal Task<string> WayInAsync(string title)
    {
        Assert.SkipWhen(_portal is null, "Chromium is not installed.");
        return _portal.WayInAsync(title);
    }

    /// <summary>Follows the link of the console, as a newcomer does, and keeps what the browser keeps.</summary>
    private async Task<string> SignInAsync(Visitor visitor)
    {
        await using var context = await _browser!.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(await _portal!.WayInAsync(visitor.ToString()));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return await context.StorageStateAsync();
    }
}

/// <summary>Browser tests share one portal whose policy some of them change, so they run one after the other.</summary>
[Needs(Needs.Browser)]
[CollectionDefinition(nameof(PortalInBrowser))]
public sealed class OneAtATime : ICollectionFixture<PortalInBrowser>;

/// <summary>Anyone who looks at every page changes nothing and takes half of the time: with a portal of its own, beside the stories.</summary>
[Needs(Needs.Browser)]
[CollectionDefinition(nameof(EveryPageTests))]
public sealed class BesideTheStories : ICollectionFixture<PortalInBrowser>;
