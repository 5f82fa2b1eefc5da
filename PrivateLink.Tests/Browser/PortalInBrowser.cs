using System.Net;
using Microsoft.Playwright;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>One portal and one Chromium for all browser tests; each test gets a context of its own.</summary>
public sealed class PortalInBrowser : IAsyncLifetime
{
    private const double ConnectionsPerSecond = 20;

    /// <summary>Without a graphics card, drawing as if there were one costs most of the run's processor time.</summary>
    private static readonly string[] Arguments = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"];

    private PortalProcess? _portal;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private static string? Chromium { get; } =
        new[] { "chromium", "chromium-browser", "google-chrome" }
            .SelectMany(name => Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);

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
        _portal = await PortalProcess.StartAsync(ConnectionsPerSecond);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Headless = true, Args = [.. Arguments] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_portal is not null) await _portal.DisposeAsync();
    }

    /// <summary>A fresh browser window on the portal that remembers everything that went wrong in it.</summary>
    public async Task<WatchedPage> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 1440, int height = 900, Uri? at = null)
    {
        Assert.SkipWhen(_browser is null, "Chromium is not installed");
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = (at ?? _portal!.Url).ToString(),
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        return new WatchedPage(context, await context.NewPageAsync());
    }
}

/// <summary>Browser tests share one portal whose policy some of them change, so they run one after the other.</summary>
[CollectionDefinition(nameof(PortalInBrowser))]
public sealed class OneAtATime : ICollectionFixture<PortalInBrowser>;
