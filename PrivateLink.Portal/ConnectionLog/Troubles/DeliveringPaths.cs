using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Troubles;

/// <summary>
/// The paths on which a host's connections were allowed: its links, and the internet. Strangers are denied at any time, so what happens on these
/// paths explains more. Bounded. Not thread-safe.
/// </summary>
internal sealed class DeliveringPaths
{
    private const int MostKept = 32;

    private readonly Dictionary<LinkId, Path> _links = [];
    private Path? _internet;

    /// <summary>A connection through this link, or over the internet, was allowed.</summary>
    public void Allow(LinkId? link, DateTimeOffset time) => Known(link).Allowed = time;

    /// <summary>A connection through this link, or over the internet, was delivered.</summary>
    public void Deliver(LinkId? link, DateTimeOffset time)
    {
        var path = Known(link);
        path.Allowed = time;
        if (time <= path.Missed) return; // it came before the newest one that was not delivered
        if (path.Resumed is null || path.Resumed <= path.Missed) path.Resumed = time;
    }

    /// <summary>A connection through this link, or over the internet, was denied, or failed.</summary>
    public void Miss(LinkId? link, DateTimeOffset time)
    {
        if (Find(link) is { } path && !(time < path.Missed)) path.Missed = time;
    }

    /// <summary>When a connection on this path was delivered again after one that was not; null if none is known.</summary>
    public DateTimeOffset? ResumedAfter(LinkId? link, DateTimeOffset missed) => Find(link)?.Resumed is { } resumed && resumed > missed ? resumed : null;

    /// <summary>How much a denial or a failure on this path explains: most on a link that was allowed before.</summary>
    public PathWeight WeightOf(LinkId? link) => Find(link) is null ? PathWeight.Stranger : link is null ? PathWeight.Internet : PathWeight.Link;

    private Path? Find(LinkId? link) => link is { } id ? _links.GetValueOrDefault(id) : _internet;

    private Path Known(LinkId? link)
    {
        if (link is not { } id) return _internet ??= new();
        if (_links.TryGetValue(id, out var known)) return known;
        if (_links.Count == MostKept) _links.Remove(_links.MinBy(each => each.Value.Allowed).Key);
        return _links[id] = new();
    }

    private sealed class Path
    {
        /// <summary>When the newest allowed connection came.</summary>
        public DateTimeOffset Allowed { get; set; }

        /// <summary>When the newest connection came that was not delivered; null if none did.</summary>
        public DateTimeOffset? Missed { get; set; }

        /// <summary>When the first connection was delivered after the newest that was not.</summary>
        public DateTimeOffset? Resumed { get; set; }
    }
}

/// <summary>How much a missed connection on a path explains, the least first.</summary>
internal enum PathWeight
{
    /// <summary>No connection was ever allowed this way.</summary>
    Stranger,

    /// <summary>Connections over the internet were allowed, and anyone can come this way.</summary>
    Internet,

    /// <summary>A link that was allowed before.</summary>
    Link,
}
