using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Troubles;

/// <summary>
/// The paths on which a host's connections were allowed: its links, and the internet. Strangers are denied at any time, so what happens on these
/// paths explains more. Bounded. Not thread-safe.
/// </summary>
internal sealed class DeliveringPaths
{
    private const int MostKept = 32;

    private readonly Dictionary<LinkId, DateTimeOffset> _links = [];
    private bool _internet;

    /// <summary>A connection through this link, or over the internet, was allowed.</summary>
    public void Add(LinkId? path, DateTimeOffset time)
    {
        if (path is not { } link)
        {
            _internet = true;
            return;
        }

        if (_links.Count == MostKept && !_links.ContainsKey(link)) _links.Remove(_links.MinBy(each => each.Value).Key);
        _links[link] = time;
    }

    /// <summary>How much a denial or a failure on this path explains: most on a link, less on the internet, least on a stranger's path.</summary>
    public int WeightOf(LinkId? path) => path is { } link ? (_links.ContainsKey(link) ? 2 : 0) : _internet ? 1 : 0;
}
