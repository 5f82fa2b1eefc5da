using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;
using PrivateLink.Portal.Web.Connections;

namespace PrivateLink.Portal.Upgrades;

/// <summary>The open pages of this process, which move to the process that takes over. Thread-safe.</summary>
internal sealed partial class MovingPages(HttpPlaces places, ILogger<MovingPages> logger)
{
    /// <summary>A browser that does not answer in this time loses the connection, and reloads.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<MovingPage, bool> _pages = new();

    /// <summary>The pages with a connection.</summary>
    public int Count => _pages.Count;

    public void Opened(MovingPage page) => _pages.TryAdd(page, true);

    public void Closed(MovingPage page) => _pages.TryRemove(page, out _);

    /// <summary>Asks every page to pause here and to resume in the process that has the port now. Waits until they have left, for a bounded time.</summary>
    public async Task MoveAsync()
    {
        var pages = _pages.Keys;
        if (pages.Count == 0) return;
        foreach (var page in pages) _ = page.MoveAsync();
        var left = await places.PagesLeaveAsync(Patience);
        LogMoved(pages.Count, left);
    }

    [LoggerMessage(2508, LogLevel.Information, "{Pages} pages were open and were asked to move to the new process; {Left} of them did not answer in time")]
    private partial void LogMoved(int pages, int left);
}

/// <summary>One open page.</summary>
internal sealed class MovingPage(MovingPages pages, IJSRuntime browser) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        pages.Opened(this);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        pages.Closed(this);
        return Task.CompletedTask;
    }

    /// <summary>The script answers before it pauses the page. A page without the script reloads when its connection ends.</summary>
    public async Task MoveAsync()
    {
        try
        {
            await browser.InvokeVoidAsync("privateLinkMoves");
        }
        catch (Exception exception) when (exception is JSException or JSDisconnectedException or OperationCanceledException or InvalidOperationException)
        {
            // The page has gone, or never had the script.
        }
    }
}
