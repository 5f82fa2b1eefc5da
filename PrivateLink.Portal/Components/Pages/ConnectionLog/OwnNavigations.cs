namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// Tells which addresses of a page come from the page itself. The page writes its state into the URL, and the browser reports it later, when more may have
/// changed. An address that the page wrote is not news, and an older one must not undo a newer one.
/// </summary>
internal sealed class OwnNavigations
{
    private readonly Queue<string> _underWay = new();
    private string? _seen;

    /// <summary>Whether the browser has reported every address that the page wrote.</summary>
    public bool IsSettled => _underWay.Count == 0;

    /// <summary>The page is about to navigate. The browser does not report an address where the page is already, or is already going.</summary>
    public void Begin(string address)
    {
        if (address != (_underWay.LastOrDefault() ?? _seen)) _underWay.Enqueue(address);
    }

    /// <summary>The browser reports the page's address.</summary>
    /// <returns>Whether the page did not cause the navigation: it was a link, or the browser's own buttons.</returns>
    public bool IsNews(string address)
    {
        if (address == _seen) return false;
        _seen = address;
        if (!_underWay.Contains(address))
        {
            _underWay.Clear();
            return true;
        }

        while (_underWay.Dequeue() != address)
        {
            // The browser skipped this address.
        }

        return false;
    }
}
