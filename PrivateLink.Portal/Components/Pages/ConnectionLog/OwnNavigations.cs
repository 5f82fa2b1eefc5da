namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// Which addresses of a page are its own doing. The page writes what it shows into the URL, and the browser tells of it later, when more may have
/// changed: what the page wrote itself is no news, and an older one of those must not undo a newer.
/// </summary>
internal sealed class OwnNavigations
{
    private readonly Queue<string> _underWay = new();
    private string? _seen;

    /// <summary>Whether the browser has told of everything that the page wrote.</summary>
    public bool IsSettled => _underWay.Count == 0;

    /// <summary>The page is about to go there. Where it is, or is going already, the browser would tell nothing of it.</summary>
    public void Begin(string address)
    {
        if (address != (_underWay.LastOrDefault() ?? _seen)) _underWay.Enqueue(address);
    }

    /// <summary>The browser tells where the page is.</summary>
    /// <returns>Whether somebody else led it there: a link, the browser's own buttons.</returns>
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
            // One that the browser skipped.
        }

        return false;
    }
}
