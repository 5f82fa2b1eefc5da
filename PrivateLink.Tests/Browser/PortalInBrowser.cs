using System.Net;
using Microsoft.Playwright;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>One portal and one Chromium for all tests of a collection. Each test gets its own context with a signed-in user.</summary>
public sealed class PortalInBrowser : IAsyncLifetime
{
    private const double ConnectionsPerSecond = 20;

    /// <summary>The timeout for elements to appear, because a slow machine may take seconds.</summary>
    private const int PatienceInMilliseconds = 20_000;

    /// <summary>Without a graphics card, emulating one would take most of the run's processor time. The company's host names resolve to this machine.</summary>
    private static readonly string[] Arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--host-resolver-rules=MAP *.my-saas.io 127.0.0.1"];

    private readonly Dictionary<Visitor, string> _signedIn = [];
    private PortalProcess? _portal;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Prefers the headless shell, which renders the same pages with half the processes.</summary>
    private static string? Chromium { get; } =
        new[] { "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome" }
            .SelectMany(name => Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

    /// <summary>The portal's address, for tests that do not use the browser.</summary>
    public Uri Url
    {
        get
        {
            Assert.SkipWhen(_portal is null, "Chromium is not installed.");
            return _portal.Url;
        }
    }

    /// <summary>The portal's database file, for tests that change times in it.</summary>
    public string DatabasePath => _portal!.DatabasePath;

    /// <summary>A listener's address, from the portal's start output.</summary>
    public IPEndPoint Listener(string name) => _portal!.Output.Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words.Length > 1 && words[0] == name)
        .Select(words => IPEndPoint.Parse(words[1]))
        .First();

    public async ValueTask InitializeAsync()
    {
        if (Chromium is null) return;

        // An ended sign-in takes effect at the next check. The tests use a shorter interval than the default.
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

    /// <summary>
    /// A new browser window that records everything that goes wrong in it. The demonstration's tour covers pages, so only its own test shows it.
    /// </summary>
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

    /// <summary>Follows the link from the console, as a new user does, and keeps the browser's state.</summary>
    private async Task<string> SignInAsync(Visitor visitor)
    {
        await using var context = await _browser!.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(await _portal!.WayInAsync(visitor.ToString()));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Overview" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return await context.StorageStateAsync();
    }
}

/// <summary>Browser tests share one portal and some change its policy, so they run one after another.</summary>
[Needs(Needs.Browser)]
[CollectionDefinition(nameof(PortalInBrowser))]
public sealed class OneAtATime : ICollectionFixture<PortalInBrowser>;

/// <summary>The tests of every page change nothing and take half of the time. So they run on their own portal, in parallel with the stories.</summary>
[Needs(Needs.Browser)]
[CollectionDefinition(nameof(EveryPageTests))]
public sealed class BesideTheStories : ICollectionFixture<PortalInBrowser>;
