using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>
/// Finds the networks with the most connections, in bounded memory. Exact for up to 64 networks. Beyond that, a new network replaces the least
/// frequent one and inherits its count. This is the "space-saving" algorithm of Metwally, Agrawal and El Abbadi. It reports lower limits, so no
/// network is blamed for another's connections. Not thread-safe.
/// </summary>
internal sealed class TopSources
{
    public const int Reported = 20;
    private const int Places = 64;

    private readonly Dictionary<SourceNetwork, Place> _places = [];

    public void Add(SourceNetwork network)
    {
        if (_places.TryGetValue(network, out var place)) place.Count++;
        else if (_places.Count < Places) _places.Add(network, new Place { Count = 1 });
        else Replace(network);
    }

    public IEnumerable<SourceCount> Top() =>
        _places.OrderByDescending(entry => entry.Value.AtLeast).Take(Reported).Select(entry => new SourceCount(entry.Key.ToString(), entry.Value.AtLeast));

    private void Replace(SourceNetwork network)
    {
        var (least, place) = _places.MinBy(entry => entry.Value.Count);
        _places.Remove(least);
        _places.Add(network, new Place { Count = place.Count + 1, Inherited = place.Count });
    }

    private sealed class Place
    {
        public long Count { get; set; }

        /// <summary>The part of the count that may belong to replaced networks.</summary>
        public long Inherited { get; init; }

        public long AtLeast => Count - Inherited;
    }
}
